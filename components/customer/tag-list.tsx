import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Highlight } from '../highlight';
import { Icon } from '../icon';
import { ProblemNote } from '../note';
import { useTexts } from '../texts';
import type { Loaded } from './tag-combobox';
import { TagDot } from './tag-dot';
import { tagLook } from './tag-look';
import type { OptionGroup, TagOption } from './tag-options';

interface TagListProps {
  id: string;
  loaded: Loaded;
  groups: OptionGroup[];
  /** Place of the active option among all options, -1 = none. */
  active: number;
  query: string;
  onPick: (option: TagOption) => void;
  onRetry: () => void;
}

/** The most options that are rendered, besides those around the active one: a team may have thousands of tags. */
const DRAWN = 150;
const AROUND = 12;

/** The list below the combobox. Pressing in it keeps the focus in the box. */
export function TagList({ id, loaded, groups, active, query, onPick, onRetry }: TagListProps) {
  const { t } = useTexts();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.scrollIntoView({ block: 'nearest' }), [loaded.kind]);
  useEffect(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }), [active]);
  const starts = startsOf(groups);
  const count = groups.reduce((sum, { options }) => sum + options.length, 0);
  const isDrawn = (at: number, { kind }: TagOption) => at < DRAWN || Math.abs(at - active) <= AROUND || kind !== 'tag';
  const drawn = groups.map(({ name, options }, place) => {
    const lines = options.map((option, index) => ({ option, at: starts[place]! + index })).filter(({ option, at }) => isDrawn(at, option));
    return { name, options, lines };
  });
  const more = count - drawn.reduce((sum, { lines }) => sum + lines.length, 0);
  return (
    <div
      ref={list}
      class="absolute top-full right-0 left-0 z-20 mt-1 scroll-my-2 rounded-m border border-line-strong bg-raised shadow-pop motion-safe:animate-[rise_0.12s]"
      onPointerDown={(event) => event.preventDefault()}
    >
      {loaded.kind === 'failed' && (
        <div class="p-1.5">
          <ProblemNote problem={loaded.problem} onRetry={onRetry} />
        </div>
      )}
      {loaded.kind === 'loading' && <Line>{t('tags.loading')}</Line>}
      {loaded.kind === 'loaded' && groups.length === 0 && <Line>{query ? t('tags.nothing', { query }) : t('tags.all')}</Line>}
      <div role="listbox" id={id} aria-label={t('tags.options')} class="max-h-60 overflow-y-auto p-1 empty:hidden">
        {drawn.map(
          (group, place) =>
            group.lines.length > 0 && (
              <Group key={place} id={`${id}-g${place}`} name={nameOf(group, groups)}>
                {group.lines.map(({ option, at }) => (
                  <OptionLine
                    key={option.tag.id || `${option.kind} ${option.tag.name}`}
                    id={`${id}-${at}`}
                    place={at + 1}
                    count={count}
                    option={option}
                    query={query}
                    active={at === active}
                    onPick={onPick}
                  />
                ))}
              </Group>
            ),
        )}
      </div>
      {more > 0 && <Line>{t('tags.more', { count: more })}</Line>}
    </div>
  );

  function nameOf(group: OptionGroup, all: OptionGroup[]): string | null {
    if (group.name !== null || group.options[0]?.kind !== 'tag' || all.every(({ name }) => name === null)) return group.name;
    return t('tags.other');
  }
}

function Group({ id, name, children }: { id: string; name: string | null; children: ComponentChildren }) {
  return (
    <div role="group" aria-labelledby={name ? id : undefined}>
      {name && (
        <div id={id} role="presentation" class="px-2 pt-1.5 pb-0.5 text-xs text-ink-3">
          {name}
        </div>
      )}
      {children}
    </div>
  );
}

interface OptionLineProps {
  id: string;
  /** Which of how many, counted from 1. */
  place: number;
  count: number;
  option: TagOption;
  query: string;
  active: boolean;
  onPick: (option: TagOption) => void;
}

function OptionLine({ id, place, count, option, query, active, onPick }: OptionLineProps) {
  const { t } = useTexts();
  const look = tagLook(option.tag);
  return (
    <div
      role="option"
      id={id}
      aria-selected={active}
      aria-posinset={place}
      aria-setsize={count}
      class={`flex min-h-7 cursor-pointer items-center gap-2 rounded-s px-2 py-0.5 hover:bg-hover ${active ? 'bg-hover ring-1 ring-focus ring-inset' : ''}`}
      onClick={() => onPick(option)}
    >
      {option.kind === 'tag' ? <TagDot look={look} /> : <Icon name={option.kind === 'alike' ? 'warn' : 'plus'} size={12} />}
      <span class="min-w-0 break-words">
        {option.kind === 'tag' && <Highlight text={option.tag.name} query={query} />}
        {option.kind === 'create' && t('tags.create', { query: option.tag.name })}
        {option.kind === 'alike' && (
          <>
            {t('tags.alike', { tag: option.other, difference: t(`tags.differs.${option.difference}`) })}
            <span class="block text-ink-2">{t('tags.insist', { query: option.tag.name })}</span>
          </>
        )}
      </span>
    </div>
  );
}

function Line({ children }: { children: string }) {
  return <p class="px-3 py-2 text-ink-2">{children}</p>;
}

function startsOf(groups: OptionGroup[]): number[] {
  let at = 0;
  return groups.map(({ options }) => (at += options.length) - options.length);
}
