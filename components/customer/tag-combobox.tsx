import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { DraftName } from '../../lib/model/draft';
import { LIMITS } from '../../lib/model/limits';
import { toProblem, type Problem } from '../../lib/model/problem';
import type { Tag, TagGroup } from '../../lib/model/tag';
import { useForm } from '../form';
import { Icon } from '../icon';
import { keyOf } from '../keys';
import { lazily } from '../lazily';
import type { TagMatcher } from '../panel/actions';
import { useTexts } from '../texts';
import { TooLong } from '../too-long';
import { tagOptions, type Creating, type TagOption } from './tag-options';

const TagList = lazily(() => import('./tag-list').then((file) => file.TagList));

interface TagComboboxProps {
  /** What is half typed here. */
  draft: DraftName;
  present: Tag[];
  canCreate: boolean;
  folds: boolean;
  hotkey: boolean;
  matches: TagMatcher;
  load: () => Promise<TagGroup[]>;
  onPick: (tag: Tag) => void;
}

export type Loaded =
  | { kind: 'loading' }
  | { kind: 'loaded'; groups: TagGroup[]; differs: Creating['differs'] }
  | { kind: 'failed'; problem: Problem };

/** The ARIA combobox with a list: arrows move, Enter picks, Esc closes, Tab moves to the next field. */
export function TagCombobox({ draft, present, canCreate, folds, hotkey, matches, load, onPick }: TagComboboxProps) {
  const { t } = useTexts();
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const form = useForm(draft, { query: '' });
  const { query } = form.values;
  const setQuery = (query: string) => form.set({ query });
  const [active, setActive] = useState(-1);
  const { loaded, reload } = useTags(load, open);
  const [insisted, setInsisted] = useState<string | null>(null);
  function groupsFor(text: string) {
    if (loaded.kind !== 'loaded' || text.length > LIMITS.short) return [];
    return tagOptions(loaded.groups, present, text, matches, { canCreate, differs: loaded.differs, insisted, folds });
  }
  const groups = groupsFor(query);
  const options = groups.flatMap((group) => group.options);
  const current = Math.min(active, options.length - 1);
  // Enter may be pressed before the tags are loaded: what was typed then is kept.
  const [entered, setEntered] = useState<string | null>(null);
  useEffect(() => {
    if (entered === null || loaded.kind === 'loading') return;
    setEntered(null);
    const first = groupsFor(entered).flatMap((group) => group.options)[0];
    if (first) pick(first);
  }, [entered, loaded]);
  useClosingOutside(box, open, () => close());

  function close(): void {
    setOpen(false);
    setActive(-1);
  }
  function pick(option: TagOption): void {
    if (option.kind === 'alike') return setInsisted(option.tag.name);
    onPick(option.tag);
    setQuery('');
    setInsisted(null);
    setEntered(null);
    close();
  }
  function move(step: 1 | -1): void {
    setOpen(true);
    const from = current < 0 && step < 0 ? 0 : current;
    if (options.length > 0) setActive((from + step + options.length) % options.length);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const key = keyOf(event);
    if (key === null) return;
    const typed = event.currentTarget instanceof HTMLInputElement ? event.currentTarget.value : query;
    // A fast typist is ahead of the rendered list.
    const chosen = typed === query ? options[current] : groupsFor(typed).flatMap((group) => group.options)[0];
    if (key === 'ArrowDown') move(1);
    else if (key === 'ArrowUp') move(-1);
    else if (key === 'Enter' && chosen && (open || typed !== query)) pick(chosen);
    else if (key === 'Enter' && typed.trim() && loaded.kind === 'loading') setEntered(typed);
    else if (key === 'Escape' && (open || query)) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function leave(): void {
    if (!open) setQuery('');
    close();
  }

  return (
    <div ref={box} class="contents" onFocusOut={(event) => !holds(box.current, event.relatedTarget) && close()}>
      <label class="flex h-6 min-w-24 flex-[0_1_7.5rem] items-center gap-1 rounded-s border border-dashed border-edge px-1.5 text-ink-2 focus-within:flex-[1_1_7.5rem] focus-within:border-solid focus-within:border-focus hover:not-focus-within:bg-hover">
        <Icon name="plus" size={12} />
        <input
          role="combobox"
          aria-label={t('tags.add')}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && current >= 0 ? `${listId}-${current}` : undefined}
          data-hotkey={hotkey ? 't' : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder={t('tags.add')}
          value={query}
          class="h-full min-w-0 flex-1 bg-transparent text-sm outline-none"
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setOpen(true);
            setActive(event.currentTarget.value.trim() ? 0 : -1);
          }}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
        />
      </label>
      <TooLong text={query} most={LIMITS.short} />
      {open && query.length <= LIMITS.short && (
        <TagList id={listId} loaded={loaded} groups={groups} active={current} query={query.trim()} onPick={pick} onRetry={reload} />
      )}
    </div>
  );
}

function useTags(load: () => Promise<TagGroup[]>, wanted: boolean): { loaded: Loaded; reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const asked = useRef(false);
  function reload(): void {
    asked.current = true;
    setLoaded({ kind: 'loading' });
    // Together with the tables for comparing scripts, which are larger than the rest of the panel.
    Promise.all([load(), import('../../lib/model/look-alike')]).then(
      ([groups, { differenceOf }]) => setLoaded({ kind: 'loaded', groups, differs: differenceOf }),
      (thrown: unknown) => {
        asked.current = false;
        setLoaded({ kind: 'failed', problem: toProblem(thrown, 'tags') });
      },
    );
  }
  useEffect(() => {
    if (wanted && !asked.current) reload();
  }, [wanted]);
  return { loaded, reload };
}

function useClosingOutside(box: { current: HTMLElement | null }, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => !holds(box.current, event.target) && close();
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
}

function holds(box: HTMLElement | null, target: EventTarget | null): boolean {
  return target instanceof Node && box !== null && box.contains(target);
}
