import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { BesideChange } from '../../lib/model/beside';
import { refKey, type Customer } from '../../lib/model/customer';
import type { FollowUp } from '../../lib/model/follow-up';
import type { Problem } from '../../lib/model/problem';
import type { Tag } from '../../lib/model/tag';
import { IconButton } from '../button';
import { useNow } from '../clock';
import type { Typed } from '../draft';
import { FollowUpLine } from '../follow-ups/follow-up-line';
import { inOrder } from '../follow-ups/order';
import { useAnnounce } from '../live';
import type { PanelActions, TagMatcher } from '../panel/actions';
import { useTexts } from '../texts';
import { TagCombobox } from './tag-combobox';
import { TagChip } from './tags';
import { TextBox, useTextBox } from './text-box';

export function noteDraft(customer: Customer) {
  return { form: 'remark', of: `device ${refKey(customer)}`, connection: customer.connection } as const;
}

export function tagDraft(customer: Customer) {
  return { form: 'tag', of: `device ${refKey(customer)}`, connection: customer.connection } as const;
}

interface PartProps {
  customer: Customer;
  focus: boolean;
  hotkey: boolean;
  change: (wanted: BesideChange) => Promise<Problem | null>;
}

export function Note({ customer, value, focus, hotkey, change }: PartProps & { value: string }) {
  const { t } = useTexts();
  const [saved, setSaved] = useState(false);
  const save = (text: string, _: string, typed: Typed) =>
    void change({ kind: 'note', text }).then((problem) => {
      setSaved(problem === null);
      if (problem) typed.back();
    });
  const draft = useTextBox(value, save, noteDraft(customer));
  const type = (text: string) => (setSaved(false), draft.type(text));
  return (
    <div>
      <TextBox draft={{ ...draft, type }} label={t('beside.note')} placeholder={t('beside.note')} focus={focus} hotkey={hotkey} />
      <p role="status" class="text-sm text-ink-3 empty:hidden">
        {saved && !draft.dirty ? t('beside.saved') : ''}
      </p>
    </div>
  );
}

interface TagsProps extends PartProps {
  tags: Tag[];
  canAdd: boolean;
  matches: TagMatcher;
  load: PanelActions['loadBesideTags'];
}

export function Tags({ customer, tags, canAdd, focus, hotkey, matches, load, change }: TagsProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (focus) area.current?.querySelector('input')?.focus();
  }, []);
  return (
    <div ref={area} role="group" aria-label={t('tags.title')} class="relative flex flex-wrap items-center gap-1.5">
      {tags.length > 0 && (
        <ul aria-label={t('tags.title')} class="contents">
          {tags.map((tag) => (
            <TagChip
              key={tag.id || tag.name}
              tag={tag}
              waiting={false}
              onRemove={() => {
                void change({ kind: 'remove-tag', tag });
                announce(t('tags.removed', { name: tag.name }));
                area.current?.querySelector('input')?.focus({ preventScroll: true });
              }}
            />
          ))}
        </ul>
      )}
      {canAdd && (
        <TagCombobox
          draft={tagDraft(customer)}
          present={tags}
          canCreate
          folds
          hotkey={hotkey}
          matches={matches}
          load={load}
          onPick={(tag) => void change({ kind: 'add-tag', tag })}
        />
      )}
    </div>
  );
}

export function FollowUps({ followUps, change }: { followUps: FollowUp[]; change: PartProps['change'] }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const now = useNow(60_000);
  const list = useRef<HTMLOListElement>(null);
  return (
    <ol ref={list} aria-label={t('followUps.title')} class="grid gap-2">
      {inOrder(followUps, now).map((one) => (
        <FollowUpLine
          key={one.id}
          followUp={one}
          now={now}
          aside={
            <IconButton
              small
              icon="close"
              label={t('beside.remove', { text: one.text })}
              onClick={() => {
                void change({ kind: 'remove-follow-up', id: one.id });
                announce(t('beside.removed'));
                list.current?.closest<HTMLElement>('[data-beside]')?.querySelector('button')?.focus();
              }}
            />
          }
        />
      ))}
    </ol>
  );
}
