import { browser } from 'wxt/browser';
import { createFrame } from '../../components/frame/frame';
import { createPhonesOnDemand } from '../../components/phones/phones-on-demand';
import { POPOVER } from '../../lib/model/popover-page';
import type { Region } from '../../lib/model/regions';
import type { Site } from '../../lib/sites/site';
import { call } from '../../lib/wire/bus';

/** What can be opened over a chat page of the manifest. Other pages may not contain our frame. */
export interface Popovers {
  customer(chips: HTMLElement, keys: boolean): void;
  number(button: HTMLElement, keys: boolean): void;
  keep(records: MutationRecord[]): void;
  /** Reads phone numbers without a calling code as those of this region. */
  home(home: Region | null): void;
  close(): void;
  remove(): void;
}

/**
 * @param counted called with the count of phone numbers in the messages on screen
 * @param panel opens the panel, or says how
 */
export function createPopovers(site: Site, counted: (numbers: number) => void, panel: () => void): Popovers {
  const address = browser.runtime.getURL(POPOVER);
  const frame = createFrame(document, {
    address,
    // Chromium redirects from the session's own address to the lasting one, so the frame loads either way.
    origin: import.meta.env.BROWSER === 'firefox' ? address.slice(0, -POPOVER.length) : `chrome-extension://${browser.runtime.id}`,
    ask: (about) => call('openPopover', about),
    panel,
  });
  const phones = createPhonesOnDemand(
    document,
    () => site.messages(document),
    counted,
    (at, target) => {
      if (at) frame.open({ kind: 'phone', phone: at.phone }, at.box, false);
      else if (!frame.holds(target)) frame.leave();
    },
    () => call('putInPhones', null),
  );
  return {
    customer: (chips, keys) => frame.open({ kind: 'customer' }, chips.getBoundingClientRect(), true, keys ? chips : null),
    number: (button, keys) => {
      const phone = phones.next();
      if (phone) frame.open({ kind: 'phone', phone }, button.getBoundingClientRect(), true, keys ? button : null);
    },
    keep: phones.keep,
    home: phones.home,
    close: frame.close,
    remove: () => {
      phones.remove();
      frame.remove();
    },
  };
}
