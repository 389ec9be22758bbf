import { useEffect, useRef, useState } from 'preact/hooks';
import { knownOf } from '../../lib/model/fill-reply';
import { leadingOf } from '../../lib/model/leading';
import { toProblem, type Problem } from '../../lib/model/problem';
import { inGroups, type QuickReply } from '../../lib/model/reply';
import { answers } from '../../lib/model/search/highlight';
import type { PanelView } from '../../lib/model/view';
import { Button } from '../button';
import { INPUT } from '../field';
import { keyOf } from '../keys';
import { useAnnounce } from '../live';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { SideView } from '../panel/side-view';
import { useTexts } from '../texts';
import { ReplyRow } from './reply-row';

interface RepliesViewProps {
  view: PanelView;
  actions: PanelActions;
  onClose: () => void;
}

/** The quick replies, with what is known of the open chat's customer in them: found by any reading, copied with one key. */
export function RepliesView({ view, actions, onClose }: RepliesViewProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { replies, problem, load } = useReplies(actions);
  const [query, setQuery] = useState('');
  const [copied, setCopied] = useState<string | null>(null);
  const { name, known } = forWhom(view);
  useEffect(() => box.current?.focus(), [replies === null]);
  const wanted = query.trim();
  const groups = inGroups((replies ?? []).filter((reply) => wanted === '' || answers(wordsOf(reply), wanted)));
  const copy = (reply: QuickReply, text: string) => {
    actions.copy(text);
    setCopied(reply.id);
    announce(t('replies.copied', { title: reply.title }));
  };
  return (
    <SideView title={t('replies.title')} onClose={onClose}>
      <p class="px-1 text-sm text-ink-2">{name === null ? t('replies.forNobody') : t('replies.for', { name })}</p>
      {problem && <ProblemNote problem={problem} onRetry={load} />}
      {replies?.length === 0 && <p class="px-1 text-ink-2">{t('replies.empty')}</p>}
      {replies !== null && replies.length > 0 && (
        <input
          ref={box}
          type="search"
          aria-label={t('replies.search')}
          placeholder={t('replies.search')}
          class={INPUT}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            const key = keyOf(event);
            const [first] = list.current?.querySelectorAll<HTMLElement>('[data-reply]') ?? [];
            if (key === 'Enter') first?.click();
            else if (key === 'ArrowDown') first?.focus();
            else return;
            event.preventDefault();
          }}
        />
      )}
      <div ref={list} class="grid grid-cols-1 gap-2.5" onKeyDown={(event) => moveFocus(event, list.current, box.current)}>
        {groups.map(([group, those]) => (
          <section
            key={group}
            aria-label={group || t('replies.noGroup')}
            class="rounded-m border border-line bg-surface shadow-card [&>ul>li:first-child]:border-t-0"
          >
            {group && <h3 class="flex min-h-9 items-center border-b border-line px-3 text-sm font-semibold text-ink-2">{group}</h3>}
            <ul>
              {those.map((reply) => (
                <ReplyRow
                  key={reply.id}
                  reply={reply}
                  known={known}
                  query={wanted}
                  copied={copied === reply.id}
                  onCopy={(text) => copy(reply, text)}
                />
              ))}
            </ul>
          </section>
        ))}
        {wanted !== '' && groups.length === 0 && <p class="px-1 text-ink-2">{t('replies.nothing', { query: wanted })}</p>}
      </div>
      <Button look="link" icon="edit" class="justify-self-start" onClick={() => actions.showCustomers('replies')}>
        {t('replies.manage')}
      </Button>
    </SideView>
  );
}

/** What is searched in, the title first. */
function wordsOf({ title, group, text }: QuickReply): string {
  return [title, group, text].join('\n');
}

/** Only what is certain of the customer is put into a text: of a guess, the name in the chat alone. */
function forWhom(view: PanelView): { name: string | null; known: (blank: string) => string | null } {
  if (view.kind !== 'person') return { name: null, known: () => null };
  const sure = view.cards.filter(({ body }) => body.kind === 'found' && body.certainty === 'sure' && !body.against);
  const leading = leadingOf(view.cards);
  const bodies = leading && sure.includes(leading) ? [leading, ...sure] : [];
  const customers = bodies.flatMap(({ body }) => (body.kind === 'found' ? [body.customer] : []));
  const shown = view.contact.name;
  const asked = customers.length > 0 ? customers.map((customer) => knownOf(customer, null)) : [knownOf(null, shown)];
  return {
    name: customers[0]?.name ?? shown,
    known: (blank) => asked.map((one) => one(blank)).find((value) => value !== null) ?? null,
  };
}

function useReplies({ loadReplies }: PanelActions) {
  const [replies, setReplies] = useState<QuickReply[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const here = useRef(true);
  const load = () => {
    setProblem(null);
    loadReplies().then(
      (found) => here.current && setReplies(found),
      (thrown: unknown) => here.current && setProblem(toProblem(thrown, 'replies')),
    );
  };
  useEffect(() => {
    load();
    return () => void (here.current = false);
  }, []);
  return { replies, problem, load };
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null, box: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[keyOf(event) ?? ''];
  const all = [...(list?.querySelectorAll<HTMLElement>('[data-reply]') ?? [])];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  (at + step < 0 ? box : all[Math.min(at + step, all.length - 1)])?.focus();
}
