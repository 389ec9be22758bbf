import { Fragment } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { fromFirstMark, stretches } from '../../lib/model/search/highlight';
import type { LocalHit } from '../../lib/model/search/local-hit';
import { maskPhone, phoneTail } from '../customer/mask';
import { Highlight } from '../highlight';
import { Icon } from '../icon';
import { Pill } from '../pill';
import { useTexts } from '../texts';
import type { LocalResultsProps } from './local-results';
import { FoundPerson } from './found-person';
import { LINE_HEIGHT } from './use-seen';

interface LocalResultProps extends LocalResultsProps {
  hit: LocalHit;
  /** Which of how many, counted from 1. */
  place: number;
  count: number;
  isCurrent: boolean;
  open: boolean;
  /** Called with the height of the details below the line, in px; null when they close. */
  onOpen: (height: number | null) => void;
}

/** One line of what was found on this computer; it opens to the whole customer. */
export function LocalResult(props: LocalResultProps) {
  const { hit, place, count, open, onOpen } = props;
  const id = useId();
  return (
    <li aria-setsize={count} aria-posinset={place} class="border-t border-line">
      <button
        type="button"
        data-result
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        style={{ height: `${LINE_HEIGHT - 1}px` }}
        class="flex w-full items-center gap-2 px-3 text-left hover:bg-hover"
        onClick={() => onOpen(open ? null : 0)}
      >
        <Line {...props} />
        <span class="text-ink-3">
          <Icon name={open ? 'up' : 'down'} size={14} />
        </span>
      </button>
      {open && <Opened {...props} id={id} key={hit.ref.id} />}
    </li>
  );
}

function Line({ hit, query, connections, isCurrent, maskPhones }: LocalResultProps) {
  const { t } = useTexts();
  const several = connections.length > 1 ? connections.find(({ id }) => id === hit.ref.connection)?.name : null;
  return (
    <span class="min-w-0 flex-1">
      <span class="flex items-center gap-x-2">
        <span class="min-w-0 truncate font-medium">
          <Highlight text={hit.name} query={query} />
        </span>
        {isCurrent && (
          <Pill tone="accent" icon="check">
            {t('search.current')}
          </Pill>
        )}
        {several && <span class="ml-auto max-w-24 shrink-0 truncate text-xs text-ink-3">{several}</span>}
      </span>
      <span class="block truncate text-sm text-ink-2">
        {hit.beside !== undefined && (
          <span class="mr-1 inline-block align-[-1px]" title={t('beside.title')}>
            <Icon name="device" size={12} />
            <span class="sr-only">{t('beside.title')}</span>{' '}
          </span>
        )}
        {aside(hit, query, maskPhones, (digits) => t('several.tail', { digits })).map((part, at) => (
          <Fragment key={part}>
            {at > 0 && ' · '}
            <Highlight text={part} query={query} />
          </Fragment>
        ))}
      </span>
    </span>
  );
}

/** Other parts of the customer, first those that were found. */
function aside(
  { name, company, owner, remark, nickname, tags, phones, beside }: LocalHit,
  query: string,
  masked: boolean,
  tail: (digits: string) => string,
): string[] {
  const answers = (text: string | null) => text !== null && stretches(text, query).length > 0;
  const phone = phones.find(answers) ?? phones[0] ?? '';
  const shown = answers(phone) ? (masked ? maskPhone(phone) : phone) : phoneTail(phone) && tail(phoneTail(phone));
  const found = answers(name) ? [] : [remark, nickname, ...tags, beside ?? null].filter(answers);
  const hidden = found.map((text) => text && fromFirstMark(text, query));
  const usual = [company, owner, shown].filter((text) => text !== null && text !== '' && !hidden.includes(text));
  return [...new Set(answers(phone) && !answers(company) ? [shown, ...hidden, ...usual] : [...hidden, ...usual])].filter(
    (text) => text !== null,
  );
}

/** Reports its height at each change: texts grow while typing, and parts are loaded later. */
function Opened({ id, hit, onOpen, ...props }: LocalResultProps & { id: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tell = () => onOpen(box.current?.offsetHeight ?? 0);
    const observer = new ResizeObserver(tell);
    observer.observe(box.current!);
    tell();
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} id={id}>
      <FoundPerson {...props} of={hit.ref} name={hit.name} />
    </div>
  );
}
