import { useId, useRef, useState } from 'preact/hooks';
import type { ConnectionView } from '../../lib/model/view';
import { IconButton } from '../button';
import { lazily } from '../lazily';
import { useTexts } from '../texts';
import type { Route } from './route';

export interface MoreMenuProps {
  connections: ConnectionView[];
  onGo: (route: Route) => void;
  onCustomers: () => void;
}

const MoreItems = lazily(() => import('./more-items').then((file) => file.MoreItems), 'idle');

/** What there is beside the open chat: the page of all customers, and what a CRM can do. */
export function MoreMenu(props: MoreMenuProps) {
  const { t } = useTexts();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  function close(): void {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  }
  return (
    <div
      ref={box}
      class="relative"
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
      {open && <MoreItems {...props} id={id} onClose={close} />}
    </div>
  );
}
