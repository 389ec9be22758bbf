import { useReducer, useRef, useState } from 'preact/hooks';
import { refKey, type Customer, type NewCustomer } from '../../lib/model/customer';
import { isHalfTyped, type DraftName, type FormDraft } from '../../lib/model/draft';
import { isStuck, type Edit } from '../../lib/model/edit';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import type { ConnectionView } from '../../lib/model/view';
import { problemText } from '../../locales/problem';
import { Button } from '../button';
import { useNow } from '../clock';
import { useDrafts } from '../drafts';
import { useAnnounce } from '../live';
import { LOCAL_BOOK } from '../local-book';
import { Note } from '../note';
import { useTexts } from '../texts';
import type { PanelActions } from './actions';
import { changeText, valueText } from '../customer/change-text';
import { isUnopened } from './found-customer';

interface GoneNoteProps {
  connection: ConnectionView;
  /** All connections: one of them may be the local book. */
  connections: ConnectionView[];
  /** The last known record. */
  customer: Customer;
  fetchedAt: number;
  linked: boolean;
  edits: Edit[];
  again: () => void;
  actions: PanelActions;
}

/** Says that the CRM has deleted the customer, offers the ways on, and lists the edits that were not sent. */
export function GoneNote({ connection, connections, customer, fetchedAt, linked, edits, again, actions }: GoneNoteProps) {
  const texts = useTexts();
  const { t, list, date } = texts;
  const announce = useAnnounce();
  const now = useNow(null);
  const once = useRef(crypto.randomUUID());
  const [kept, setKept] = useState<{ problem: Problem | null; left: number } | null>(null);
  const unopened = isUnopened(connection);
  const book = connections.find(({ provider, can, dropped }) => provider === LOCAL_BOOK && can.addCustomer && !dropped);
  const drafts = useDrafts();
  const [, givenUp] = useReducer((count: number, _: void) => count + 1, 0);
  const half = DRAFTS.flatMap((form) => {
    const name: DraftName = { form, of: refKey(customer), connection: customer.connection };
    const draft = drafts.read(name);
    return draft && isHalfTyped(draft) ? { name, text: typedIn(draft) } : [];
  });
  /** The edit's text with all of its values: this card has no form that shows what was typed. */
  const wanted = ({ change }: Edit) => {
    const field = change.kind === 'field' ? (customer.fields.find(({ id }) => id === change.field) ?? null) : null;
    const value = change.kind === 'details' || change.kind === 'field' ? valueText(change, field, texts) : '';
    return [changeText(change, t, field), value].filter(Boolean).join(': ');
  };

  /** The last known record as a customer of the local book, with a mark of where it comes from; `left` is what its remark has no space for. */
  function asNote(): { note: NewCustomer; left: number } {
    const { name, nickname, company, phones, remark, tags } = customer;
    const numbers = phones.flatMap(({ number, hidden }) => (hidden ? [] : [number]));
    const mark = t('gone.mark', { connection: connection.name, date: date(new Date(fetchedAt).toISOString()) });
    const more = [
      tags.length > 0 && `${t('tags.title')} ${list(tags.map((tag) => tag.name))}`,
      ...edits.filter(isStuck).map(wanted),
      ...half.map(({ text }) => text),
      numbers.slice(LIMITS.phones).join(', '),
    ];
    const all = (of: string | null) => [mark, of, ...more].filter(Boolean).join('\n');
    const whole = all(remark);
    // What was typed is nowhere else: the CRM's remark is shortened first.
    const over = Math.max(0, whole.length - LIMITS.text);
    const kept = all(remark && remark.slice(0, Math.max(0, remark.length - over))).slice(0, LIMITS.text);
    return {
      note: { name, nickname, company, phones: numbers.slice(0, LIMITS.phones), remark: kept },
      left: whole.length - kept.length,
    };
  }

  async function keep(to: ConnectionView): Promise<void> {
    const { note, left } = asNote();
    const problem = await actions.addCustomer(to.id, note, once.current, []);
    setKept({ problem, left });
    announce(problem ? problemText(problem, t, now) : t('add.added', { name: customer.name }));
  }

  const ways = (
    <>
      <Button icon="again" onClick={again}>
        {t('gone.again')}
      </Button>
      {book && !unopened && book.id !== connection.id && kept?.problem !== null && (
        <Button icon="book" onClick={() => void keep(book)}>
          {t('gone.keep', { connection: book.name })}
        </Button>
      )}
      {unopened ? null : linked ? (
        <Button onClick={() => actions.unlink(connection.id)}>{t('problem.findAnother')}</Button>
      ) : (
        <Button onClick={() => actions.refuse([customer])}>{t('gone.hide')}</Button>
      )}
    </>
  );
  return (
    <div class="grid grid-cols-1 gap-2 px-3 pb-2.5">
      <Note tone="danger" icon="warn" actions={ways}>
        <p>{t('gone.title', { connection: connection.name })}</p>
        {kept && (
          <p role="status">
            {kept.problem ? problemText(kept.problem, t, now) : t('gone.kept', { connection: book?.name ?? '' })}
            {!kept.problem && kept.left > 0 && ` ${t('gone.left', { count: kept.left })}`}
          </p>
        )}
      </Note>
      {edits.length > 0 && (
        <section aria-label={t('gone.waiting')}>
          <h3 class="text-sm font-semibold text-ink-2">{t('gone.waiting')}</h3>
          <ul class="mt-1 grid grid-cols-1 gap-1.5">
            {edits.map((edit) => (
              <li key={edit.id} class="flex flex-wrap items-center gap-1.5">
                <span class="min-w-0 flex-[1_1_10rem] break-words whitespace-pre-wrap">{wanted(edit)}</span>
                {!unopened && (
                  <span class="flex gap-1.5">
                    {isStuck(edit) && <Button onClick={() => actions.retry(edit.id)}>{t('common.retry')}</Button>}
                    <Button onClick={() => actions.discard(edit.id)}>{t('common.discard')}</Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {half.length > 0 && (
        <section aria-label={t('gone.halfTyped')}>
          <h3 class="text-sm font-semibold text-ink-2">{t('gone.halfTyped')}</h3>
          <ul class="mt-1 grid grid-cols-1 gap-1.5">
            {half.map(({ name, text }) => (
              <li key={name.form} class="flex flex-wrap items-center gap-1.5">
                <span class="min-w-0 flex-[1_1_10rem] break-words whitespace-pre-wrap">{text}</span>
                <span class="flex gap-1.5">
                  <Button onClick={() => actions.copy(text)}>{t('phone.copy')}</Button>
                  <Button onClick={() => givenUp(drafts.write(name, null))}>{t('common.discard')}</Button>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** The forms about a customer in which something may be half typed. */
const DRAFTS: DraftName['form'][] = ['follow-up', 'details', 'remark', 'nickname', 'tag'];

function typedIn({ typed, start }: FormDraft): string {
  const lines = Object.entries(typed).filter(([line, value]) => typeof value === 'string' && value !== start[line]);
  return lines.map(([, value]) => value).join('\n');
}
