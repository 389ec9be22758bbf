import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/model/view';
import { IconButton } from '../button';
import { Icon, type IconName } from '../icon';
import { keyOf } from '../keys';
import { useTexts } from '../texts';
import type { Route } from './route';

interface MoreMenuProps {
  connections: ConnectionView[];
  onGo: (route: Route) => void;
}

/** What a CRM can do beside the open chat; nothing where none of them can. */
export function MoreMenu({ connections, onGo }: MoreMenuProps) {
  const { t } = useTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  const items = [
    ...(connections.some(({ can }) => can.tasks) ? [{ kind: 'tasks' as const, icon: 'check' as IconName }] : []),
    ...(connections.some(({ can }) => can.telephony) ? [{ kind: 'calls' as const, icon: 'phone' as IconName }] : []),
  ];
  if (items.length === 0) return null;
  function close(): void {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  }
  return (
    <div
      ref={box}
      class="relative"
      onKeyDown={(event) => onKey(event, box.current, close)}
      onFocusOut={(event) => {
        if (!box.current?.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <IconButton
        icon="more"
        label={t('strip.more')}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div
          role="menu"
          id={id}
          aria-label={t('strip.more')}
          class="absolute top-full right-0 z-20 mt-1 min-w-32 rounded-m border border-line-strong bg-raised p-1 shadow-pop"
        >
          {items.map(({ kind, icon }) => (
            <button
              key={kind}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="flex min-h-8 w-full items-center gap-2 rounded-s px-2 text-left whitespace-nowrap hover:bg-hover"
              onClick={() => {
                close();
                onGo({ kind });
              }}
            >
              <Icon name={icon} size={14} />
              {t(`strip.${kind}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function onKey(event: KeyboardEvent, box: HTMLElement | null, close: () => void): void {
  const items = [...(box?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  if (items.length === 0) return;
  const key = keyOf(event);
  const step = { ArrowDown: 1, ArrowUp: -1 }[key ?? ''];
  if (key === 'Escape') close();
  else if (step) items[(items.indexOf(document.activeElement as HTMLElement) + step + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
