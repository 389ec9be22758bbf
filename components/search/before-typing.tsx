import { useId, useState } from 'preact/hooks';
import { sameRef, type CustomerRef } from '../../lib/model/customer';
import type { ConnectionView, DirectoryView } from '../../lib/model/view';
import type { RecentView } from '../../lib/model/recent-view';
import { Icon } from '../icon';
import { LOCAL_BOOK } from '../local-book';
import { useTexts } from '../texts';
import { FoundPerson, type Opening } from './found-person';

interface RecentsProps extends Opening {
  recents: RecentView[];
  currents: CustomerRef[];
  onPick: (name: string) => void;
}

/** The contacts whose chats were open lately: a press opens the customer, or searches for one whose customer is not known. */
export function Recents({ recents, currents, onPick, ...opening }: RecentsProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState<string | null>(null);
  const id = useId();
  if (recents.length === 0) return null;
  return (
    <section aria-label={t('search.recent')} class="rounded-m border border-line bg-surface shadow-card">
      <h2 class="flex min-h-9 items-center px-3 text-sm font-semibold text-ink-2">{t('search.recent')}</h2>
      <ul>
        {recents.map(({ key, name, customer, company, ref }) => (
          <li key={key} class="border-t border-line">
            <button
              type="button"
              data-result
              {...(ref && { 'aria-expanded': open === key, 'aria-controls': open === key ? id : undefined })}
              class="flex min-h-9 w-full items-center gap-2 px-3 text-left hover:bg-hover"
              onClick={() => (ref ? setOpen(open === key ? null : key) : onPick(name))}
            >
              <Icon name="chat" size={14} />
              <span class="min-w-0 flex-1 truncate">
                {customer === null || customer === name ? name : t('search.recentCustomer', { name, customer })}
                {company && <span class="text-sm text-ink-3"> · {company}</span>}
              </span>
              {ref && (
                <span class="text-ink-3">
                  <Icon name={open === key ? 'up' : 'down'} size={14} />
                </span>
              )}
            </button>
            {ref && open === key && (
              <div id={id}>
                <FoundPerson {...opening} of={ref} name={customer ?? name} isCurrent={currents.some((one) => sameRef(one, ref))} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The progress of the copies on this computer. */
export function Directories({ directories, connections }: { directories: DirectoryView[]; connections: ConnectionView[] }) {
  const { t } = useTexts();
  const known = connections.flatMap(({ id, name, provider }) =>
    directories.filter(({ connection }) => connection === id).map((view) => ({ name, provider, view })),
  );
  const telling = known.filter(({ view }) => view.count > 0 || view.filling || view.problem !== null);
  if (telling.length === 0) return null;
  return (
    <ul aria-label={t('search.local')} class="grid gap-0.5 px-1 text-sm text-ink-3">
      {telling.map(({ name, provider, view }) => (
        <li key={view.connection}>{t(`search.${standing(view, provider)}`, { connection: name, count: view.count.toLocaleString() })}</li>
      ))}
    </ul>
  );
}

type Standing = 'filling' | 'indexing' | 'limited' | 'full' | 'stopped' | 'kept';

function standing({ filling, limited, problem }: DirectoryView, provider: string): Standing {
  if (problem?.kind === 'storage-full') return 'full';
  if (problem) return 'stopped';
  if (filling) return provider === LOCAL_BOOK ? 'indexing' : 'filling';
  return limited ? 'limited' : 'kept';
}
