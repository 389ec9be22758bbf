import { useRef } from 'preact/hooks';
import { refKey, type Customer } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import { sameTag, type Tag } from '../../lib/model/tag';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import { useAnnounce } from '../live';
import type { EditActions, TagMatcher } from '../panel/actions';
import { useTexts } from '../texts';
import { Section } from './section';
import { TagCombobox } from './tag-combobox';
import { TagDot } from './tag-dot';
import { tagLook } from './tag-look';

const TagRefusals = lazily(() => import('./tag-refusals').then((file) => file.TagRefusals));

interface TagsProps {
  customer: Customer;
  edits: Edit[];
  /** `folds`: names that only differ in case and width are one tag. */
  can: { add: boolean; remove: boolean; create: boolean; folds: boolean };
  hotkey: boolean;
  matches: TagMatcher;
  /** Shows who else has a tag; null where the CRM cannot tell. */
  onShow: ((tag: Tag) => void) | null;
  actions: EditActions;
}

export function Tags({ customer, edits, can, hotkey, matches, onShow, actions }: TagsProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const ref = { connection: customer.connection, id: customer.id };
  const area = useRef<HTMLDivElement>(null);

  function remove(tag: Tag): void {
    void actions.submit(ref, { kind: 'remove-tag', tag });
    announce(t('tags.removed', { name: tag.name }));
    area.current?.querySelector('input')?.focus({ preventScroll: true });
  }

  return (
    <Section title={t('tags.title')} hotkey={hotkey && can.add ? 'T' : undefined}>
      <div ref={area} class="relative flex flex-wrap items-center gap-1.5">
        {customer.tags.length > 0 && (
          <ul aria-label={t('tags.title')} class="contents">
            {customer.tags.map((tag) => (
              <TagChip
                key={tag.id || tag.name}
                tag={tag}
                waiting={isWaiting(tag, edits)}
                onRemove={can.remove ? () => remove(tag) : null}
                onShow={onShow && isNumbered(tag) ? () => onShow(tag) : null}
              />
            ))}
          </ul>
        )}
        {customer.tags.length === 0 && !can.add && <span class="text-ink-3">{t('tags.empty')}</span>}
        {can.add && (
          <TagCombobox
            draft={{ form: 'tag', of: refKey(ref), connection: ref.connection }}
            present={customer.tags}
            canCreate={can.create}
            folds={can.folds}
            hotkey={hotkey}
            matches={matches}
            load={() => actions.loadTags(customer.connection)}
            onPick={(tag) => void actions.submit(ref, { kind: 'add-tag', tag })}
          />
        )}
      </div>
      {edits.some(({ state }) => state.kind === 'rejected') && <TagRefusals edits={edits} actions={actions} />}
    </Section>
  );
}

interface TagChipProps {
  tag: Tag;
  waiting: boolean;
  onRemove: (() => void) | null;
  onShow?: (() => void) | null;
}

export function TagChip({ tag, waiting, onRemove, onShow = null }: TagChipProps) {
  const { t } = useTexts();
  const look = tagLook(tag);
  return (
    <li
      class={`inline-flex max-w-full items-center rounded-s text-sm leading-6 ${look.class} ${onRemove ? 'pl-1.5' : 'px-1.5'}`}
      style={look.style}
      title={waiting ? t('tags.waiting') : undefined}
    >
      {look.style && (
        <span class="mr-1.5">
          <TagDot look={look} />
        </span>
      )}
      {onShow ? (
        <button
          type="button"
          class="min-w-6 truncate text-left hover:underline"
          title={t('tags.show', { name: tag.name })}
          onClick={onShow}
        >
          <bdi>{tag.name}</bdi>
        </button>
      ) : (
        <bdi class="truncate">{tag.name}</bdi>
      )}
      {waiting && <span class="sr-only">{t('tags.waiting')}</span>}
      {waiting && (
        <span class="ml-1">
          <Icon name="clock" size={11} />
        </span>
      )}
      {onRemove && (
        <button
          type="button"
          aria-label={t('tags.remove', { name: tag.name })}
          class="grid size-6 shrink-0 place-items-center rounded-s opacity-75 hover:opacity-100"
          onClick={onRemove}
        >
          <Icon name="close" size={11} />
        </button>
      )}
    </li>
  );
}

/** A CRM lists who has a tag by its own number of it; of some tags only the name is known. */
function isNumbered({ id, name }: Tag): boolean {
  return id !== '' && id !== name;
}

/** A tag that is shown already although the CRM has not accepted it: an edit for it is pending. */
function isWaiting(tag: Tag, edits: Edit[]): boolean {
  return edits.some(({ change, state }) => change.kind === 'add-tag' && state.kind !== 'rejected' && sameTag(change.tag, tag));
}
