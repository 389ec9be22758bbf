import type { Region } from '../../lib/model/regions';
import { whenQuiet } from '../quiet';
import { offeredPhones } from './offer';
import { PAUSE } from './pause';
import type { createPhones, Phones } from './phones';

/** A page that did not get the script asks for it again after this time at the earliest: once by itself, then after each change. In ms. */
const AGAIN = 10_000;

type Wiring = Parameters<typeof createPhones>;

/**
 * As `createPhones`, whose script is put into the page when there are messages for the first time: it is a third of Kebian's code for chat
 * pages, and a page without messages has no use for it.
 * @param putIn has the script put into this page; false where that failed
 */
export function createPhonesOnDemand(
  page: Wiring[0],
  messages: Wiring[1],
  told: Wiring[2],
  hovered: Wiring[3],
  putIn: () => Promise<boolean>,
): Phones {
  let phones: Phones | undefined;
  let home: Region | null = null;
  let rests = false;
  let wanted = false;
  let removed = false;
  const ask = async (again = true) => {
    wanted = again;
    if (rests || phones || removed || [...messages()].length === 0) return;
    rests = true;
    // The change that was asked for in vain may be the page's last.
    setTimeout(() => {
      rests = false;
      if (wanted) void ask(false);
    }, AGAIN);
    const create = (await putIn().catch(() => false)) && offeredPhones();
    if (create && !removed && !phones) phones = create(page, messages, told, hovered, home);
  };
  const { later, stop } = whenQuiet(PAUSE, () => void ask());
  return {
    keep(records) {
      if (phones) phones.keep(records);
      else later();
    },
    home(chosen) {
      home = chosen;
      phones?.home(home);
    },
    next: () => phones?.next() ?? null,
    remove() {
      removed = true;
      stop();
      phones?.remove();
    },
  };
}
