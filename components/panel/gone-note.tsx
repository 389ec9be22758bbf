import { useRef, useState } from 'preact/hooks';
import type { Customer, NewCustomer } from '../../lib/model/customer';
import { isStuck, type Edit } from '../../lib/model/edit';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import type { ConnectionView } from '../../lib/model/view';
import { problemText } from '../../locales/problem';
import { Button } from '../button';
import { useNow } from '../clock';
import { useAnnounce } from '../live';
import { LOCAL_BOOK } from '../local-book';
import { Note } from '../note';
import { useTexts } from '../texts';
import { useWorkTexts } from '../use-work-texts';
import type { PanelActions } from './actions';
import { changeText } from '../customer/change-text';
import { isUnopened } from './found-customer';

interface GoneNoteProps {
  connection: ConnectionView;
  /** All connections: one of them may be the local book. */
  connections: ConnectionView[];
  /** As they were known last. */
  customer: Customer;
  fetchedAt: number;
  linked: boolean;
  edits: Edit[];
  again: () => void;
  actions: PanelActions;
}

/** Says that the CRM has deleted the customer, offers the ways on, and lists the edits that were not sent. */
export function GoneNote({ connection, connections, customer, fetchedAt, linked, edits, again, actions }: GoneNoteProps) {
  const { t, list, date } = useTexts();
  const own = useWorkTexts();
  const announce = useAnnounce();
  const now = useNow(null);
  const once = useRef(crypto.randomUUID());
  const [kept, setKept] = useState<{ problem: Problem | null } | null>(null);
  const unopened = isUnopened(connection);
  const book = connections.find(({ provider, can, dropped }) => provider === LOCAL_BOOK && can.addCustomer && !dropped);
  const waiting = edits.filter(({ change }) => change.kind !== 'details');

  /** The last known record as a customer of the local book, with a mark of where it comes from. */
  function asNote(): NewCustomer {
    const { name, nickname, company, phones, remark, tags } = customer;
    const lines = [
      own('gone.mark', { connection: connection.name, date: date(new Date(fetchedAt).toISOString()) }),
      remark,
      tags.length > 0 && `${t('tags.title')} ${list(tags.map((tag) => tag.name))}`,
      ...waiting.filter(isStuck).map(({ change }) => changeText(change, t)),
    ];
    return {
      name,
      nickname,
      company,
      phones: phones.flatMap(({ number, hidden }) => (hidden ? [] : [number])).slice(0, LIMITS.phones),
      remark: lines.filter(Boolean).join('\n').slice(0, LIMITS.text),
    };
  }

  async function keep(to: ConnectionView): Promise<void> {
    const problem = await actions.addCustomer(to.id, asNote(), once.current, []);
    setKept({ problem });
    announce(problem ? problemText(problem, t, now) : t('add.added', { name: customer.name }));
  }

  const ways = (
    <>
      <Button icon="again" onClick={again}>
        {own('gone.again')}
      </Button>
      {book && !unopened && book.id !== connection.id && kept?.problem !== null && (
        <Button icon="book" onClick={() => void keep(book)}>
          {own('gone.keep', { connection: book.name })}
        </Button>
      )}
      {unopened ? null : linked ? (
        <Button onClick={() => actions.unlink(connection.id)}>{t('problem.findAnother')}</Button>
      ) : (
        <Button onClick={() => actions.refuse([customer])}>{own('gone.hide')}</Button>
      )}
    </>
  );
  return (
    <div class="grid grid-cols-1 gap-2 px-3 pb-2.5">
      <Note tone="danger" icon="warn" actions={ways}>
        <p>{own('gone.title', { connection: connection.name })}</p>
        {kept && (
          <p role="status">{kept.problem ? problemText(kept.problem, t, now) : own('gone.kept', { connection: book?.name ?? '' })}</p>
        )}
      </Note>
      {waiting.length > 0 && (
        <section aria-label={own('gone.waiting')}>
          <h3 class="text-sm font-semibold text-ink-2">{own('gone.waiting')}</h3>
          <ul class="mt-1 grid grid-cols-1 gap-1.5">
            {waiting.map((edit) => (
              <li key={edit.id} class="flex flex-wrap items-center gap-1.5">
                <span class="min-w-0 flex-[1_1_10rem] break-words whitespace-pre-wrap">{changeText(edit.change, t)}</span>
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
    </div>
  );
}
