import { useEffect, useId } from 'preact/hooks';
import { isThere, takes, type FoundCard } from '../../lib/model/one-record';
import type { Preferences } from '../../lib/model/settings';
import type { Card } from '../../lib/model/view';
import { problemText } from '../../locales/problem';
import { useNow } from '../clock';
import { useTexts } from '../texts';
import type { NotWritten, PanelActions } from './actions';

interface WriteToProps {
  writer: FoundCard;
  /** The cards of the record. */
  cards: Card[];
  to: Preferences['writeTo'];
  /** What could not be written down for others the last time. */
  missed: NotWritten[];
  actions: PanelActions;
}

/** Where a new remark and tags go: to one CRM or to all that know the person, and what of it some of them do not take. */
export function WriteTo({ writer, cards, to, missed, actions }: WriteToProps) {
  const { t } = useTexts();
  const id = useId();
  useEffect(() => void (to === 'all' && actions.loadSubmitAlso()), [to, actions]);
  const others = cards.filter((card) => card.connection.id !== writer.connection.id);
  const takers = others.filter(isThere).filter((card) => takes(card, 'remark') || takes(card, 'tags'));
  const notes = useNotes(writer, others);
  if (takers.length === 0) return null;
  return (
    <div class="border-t border-line px-3 py-2 text-sm">
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <label for={id} class="text-ink-2">
          {t('record.writeTo')}
        </label>
        <select
          id={id}
          class="h-7 min-w-0 flex-[1_1_8rem] rounded-m border border-edge bg-surface px-2"
          aria-describedby={to === 'all' && notes.length > 0 ? `${id}-notes` : undefined}
          value={to}
          onChange={(event) => void actions.prefer({ writeTo: event.currentTarget.value === 'all' ? 'all' : 'one' })}
        >
          <option value="one">{t('record.one', { connection: writer.connection.name })}</option>
          <option value="all">{t('record.all', { count: takers.length + 1 })}</option>
        </select>
      </div>
      {to === 'all' && <Notes id={`${id}-notes`} notes={notes} />}
      <Missed missed={missed} cards={cards} />
    </div>
  );
}

/** Says, in the popover, that tags and remark are written to all CRMs that know the person; the popover is too small for the choice. */
export function WritesToAll({ writer, others, missed }: { writer: FoundCard; others: FoundCard[]; missed: NotWritten[] }) {
  const { t } = useTexts();
  const notes = useNotes(writer, others);
  return (
    <div class="border-t border-line px-3 py-2 text-sm text-ink-2">
      {t('record.writeTo')} · {t('record.all', { count: others.length + 1 })}
      <Notes notes={notes} />
      <Missed missed={missed} cards={others} />
    </div>
  );
}

/** What the others cannot store, and whose remark would be replaced. */
function useNotes(writer: FoundCard, others: Card[]): string[] {
  const { t, list } = useTexts();
  const things = [['remark', t('remark.title')] as const, ['tags', t('tags.title')] as const];
  return others.flatMap((card): string[] => {
    const { name } = card.connection;
    if (!isThere(card)) return [t('record.notThere', { connection: name })];
    const lacks = things.filter(([what]) => takes(writer, what) && !takes(card, what)).map(([, title]) => title);
    const { remark } = card.body.customer;
    const replaced = takes(card, 'remark') && takes(writer, 'remark') && remark && remark.trim() !== writer.body.customer.remark?.trim();
    return [
      ...(lacks.length > 0 ? [t('record.lacks', { connection: name, things: list(lacks) })] : []),
      ...(replaced ? [t('record.replaces', { connection: name, remark: short(remark) })] : []),
    ];
  });
}

function Notes({ notes, id }: { notes: string[]; id?: string }) {
  if (notes.length === 0) return null;
  return (
    <ul id={id} class="mt-1 grid grid-cols-1 text-ink-3">
      {notes.map((note) => (
        <li key={note} class="break-words">
          {note}
        </li>
      ))}
    </ul>
  );
}

function Missed({ missed, cards }: { missed: NotWritten[]; cards: Card[] }) {
  const { t } = useTexts();
  const now = useNow(null);
  const nameOf = (connection: string) => cards.find((card) => card.connection.id === connection)?.connection.name ?? connection;
  return missed.map(({ connection, problem }) => (
    <p key={connection} role="status" class="mt-1 break-words text-danger">
      {nameOf(connection)} · {problemText(problem, t, now)}
    </p>
  ));
}

/** The beginning of a remark, enough to recognise it. */
function short(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 40 || line !== text.trim() ? `${line.slice(0, 40)}…` : line;
}
