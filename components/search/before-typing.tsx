import type { ConnectionView, DirectoryView } from '../../lib/model/view';
import type { RecentView } from '../../lib/model/recent-view';
import { Icon } from '../icon';
import { LOCAL_BOOK } from '../local-book';
import { useTexts } from '../texts';

/** The contacts whose chats were open lately; one press searches for one. */
export function Recents({ recents, onPick }: { recents: RecentView[]; onPick: (name: string) => void }) {
  const { t } = useTexts();
  if (recents.length === 0) return null;
  return (
    <section aria-label={t('search.recent')} class="rounded-m border border-line bg-surface shadow-card">
      <h2 class="flex min-h-9 items-center px-3 text-sm font-semibold text-ink-2">{t('search.recent')}</h2>
      <ul>
        {recents.map(({ key, name, customer, company }) => (
          <li key={key} class="border-t border-line">
            <button
              type="button"
              data-result
              class="flex min-h-9 w-full items-center gap-2 px-3 text-left hover:bg-hover"
              onClick={() => onPick(name)}
            >
              <Icon name="chat" size={14} />
              <span class="min-w-0 truncate">
                {customer === null || customer === name ? name : t('search.recentCustomer', { name, customer })}
                {company && <span class="text-sm text-ink-3"> · {company}</span>}
              </span>
            </button>
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

function standing({ filling, limited, problem }: DirectoryView, provider: string): 'filling' | 'indexing' | 'limited' | 'stopped' | 'kept' {
  if (problem) return 'stopped';
  if (filling) return provider === LOCAL_BOOK ? 'indexing' : 'filling';
  return limited ? 'limited' : 'kept';
}
