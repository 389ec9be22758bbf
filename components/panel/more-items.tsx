import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../icon';
import { keyOf } from '../keys';
import { useTexts } from '../texts';
import type { MoreMenuProps } from './more-menu';

interface MoreItemsProps extends MoreMenuProps {
  id: string;
  /** The menu goes, and the focus returns to its button. */
  onClose: () => void;
}

interface Item {
  /**
   * Not the name, which may be loaded after the menu is shown: with another key the focused item would be created again, and the lost focus would close
   * the menu.
   */
  key: string;
  name: string;
  icon: IconName;
  act: () => void;
}

/** The menu that the button opens. */
export function MoreItems({ id, connections, onGo, onCustomers, onClose }: MoreItemsProps) {
  const { t } = useTexts();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), []);
  const items: Item[] = [
    { key: 'today', name: t('today.title'), icon: 'clock', act: () => onGo({ kind: 'today' }) },
    { key: 'replies', name: t('replies.title'), icon: 'copy', act: () => onGo({ kind: 'replies' }) },
    { key: 'customers', name: t('more.customers'), icon: 'group', act: onCustomers },
  ];
  if (connections.some(({ can }) => can.tasks))
    items.push({ key: 'tasks', name: t('strip.tasks'), icon: 'check', act: () => onGo({ kind: 'tasks' }) });
  if (connections.some(({ can }) => can.telephony))
    items.push({ key: 'calls', name: t('strip.calls'), icon: 'phone', act: () => onGo({ kind: 'calls' }) });
  return (
    <div
      ref={menu}
      role="menu"
      id={id}
      aria-label={t('strip.more')}
      class="absolute top-full right-0 z-20 mt-1 min-w-32 rounded-m border border-line-strong bg-raised p-1 shadow-pop"
      onKeyDown={(event) => onKey(event, menu.current, onClose)}
    >
      {items.map(({ key, name, icon, act }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class="flex min-h-8 w-full items-center gap-2 rounded-s px-2 text-left whitespace-nowrap hover:bg-hover"
          onClick={() => {
            onClose();
            act();
          }}
        >
          <Icon name={icon} size={14} />
          {name}
        </button>
      ))}
    </div>
  );
}

function onKey(event: KeyboardEvent, menu: HTMLElement | null, close: () => void): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const key = keyOf(event);
  const step = { ArrowDown: 1, ArrowUp: -1 }[key ?? ''];
  if (key === 'Escape') close();
  else if (step) items[(items.indexOf(document.activeElement as HTMLElement) + step + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
