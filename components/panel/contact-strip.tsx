import type { Reminder } from '../../lib/model/reminder';
import type { ConnectionView } from '../../lib/model/view';
import { Avatar } from '../avatar';
import { IconButton } from '../button';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import { Pill } from '../pill';
import { useTexts } from '../texts';
import { MoreMenu } from './more-menu';
import type { Route } from './route';
import type { Standing } from './standing';

const DueChip = lazily(() => import('../today/due-chip').then((file) => file.DueChip), 'idle');

interface ContactStripProps {
  standing: Standing;
  /** null where there is no person to look up. */
  onChange: (() => void) | null;
  connections: ConnectionView[];
  reminders: Reminder[];
  /** null while there is nowhere to go. */
  onGo: ((route: Route) => void) | null;
  onCustomers: () => void;
  onSettings: () => void;
}

/** Always on top: who the chat is with, how they were matched, and the ways to another customer. */
export function ContactStrip({ standing, onChange, connections, reminders, onGo, onCustomers, onSettings }: ContactStripProps) {
  const { t } = useTexts();
  const { chatName, how } = standing;
  // An unnamed group, or a name without a readable character.
  const heading = standing.heading === '' ? t(how?.key === 'how.room' ? 'strip.noRoomName' : 'strip.noName') : standing.heading;
  return (
    <header class="z-10 flex min-h-15 max-[20rem]:flex-wrap items-center gap-2.5 border-b border-line bg-surface py-2 pr-2 pl-3">
      {heading !== null && (
        <span class="max-[22rem]:hidden">
          <Avatar name={heading} />
        </span>
      )}
      <div class="min-w-0 flex-1 max-[20rem]:basis-full">
        <h1 class={heading === null ? 'text-md font-semibold text-ink-2' : 'truncate text-lg font-semibold'} title={heading ?? undefined}>
          {heading ?? t('panel.title')}
        </h1>
        {how && (
          <p class="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-1.5">
            <Pill tone={how.tone} icon={how.icon}>
              {t(how.key)}
            </Pill>
            {chatName !== null && (
              <span
                class="flex min-w-0 flex-[1_1_4.5rem] items-center gap-1 text-sm text-ink-2"
                title={t('strip.chatName', { name: chatName })}
              >
                <Icon name="chat" size={12} />
                <span class="sr-only">{t('strip.chatName', { name: '' })}</span>
                <span class="truncate">{chatName}</span>
              </span>
            )}
          </p>
        )}
      </div>
      <div class="flex shrink-0 max-[20rem]:shrink max-[20rem]:flex-wrap">
        {onGo && reminders.length > 0 && <DueChip reminders={reminders} onPress={() => onGo({ kind: 'today' })} />}
        {onChange && <IconButton icon="swap" label={t('strip.change')} onClick={onChange} />}
        {onGo && (
          <>
            <IconButton
              icon="search"
              label={t('strip.search')}
              aria-keyshortcuts="/"
              onClick={() => onGo({ kind: 'search', purpose: 'search' })}
            />
            <MoreMenu connections={connections} onGo={onGo} onCustomers={onCustomers} />
          </>
        )}
        <IconButton icon="settings" label={t('strip.settings')} onClick={onSettings} />
      </div>
    </header>
  );
}
