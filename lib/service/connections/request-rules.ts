import { oneByOne } from '../../model/one-by-one';
import { browser } from 'wxt/browser';

/** What the browser shall do with Kebian's own POSTs to one address; kept by the browser until it ends. */
interface Rule {
  id: number;
  priority: number;
  action: {
    type: 'modifyHeaders';
    requestHeaders: Header[];
    responseHeaders?: Header[];
  };
  condition: { urlFilter: string; initiatorDomains: string[]; requestMethods: ['post']; resourceTypes: ['xmlhttprequest'] };
}

interface Header {
  header: string;
  operation: 'set' | 'remove';
  value?: string;
}

/**
 * Makes the browser end the connection with every POST of ours to this address (a header that `fetch` may not set), and neither send nor
 * take cookies there where `withoutCookies`. False where the browser cannot do that.
 */
export function endAfter(url: string, withoutCookies: boolean): Promise<boolean> {
  return changing(async () => {
    const { declarativeNetRequest: rules } = browser;
    if (!rules) return false;
    const there = await rules.getSessionRules();
    const wanted = ruleFor(url, withoutCookies, Math.max(0, ...there.map(({ id }) => id)) + 1);
    if (there.some(({ condition }) => condition.urlFilter === wanted.condition.urlFilter)) return true;
    await rules.updateSessionRules({ addRules: [wanted] as never });
    return true;
  });
}

/** Forgets the addresses that none of these origins has. */
export function forgetEnds(needed: string[]): Promise<void> {
  return changing(async () => {
    const { declarativeNetRequest: rules } = browser;
    const there = (await rules?.getSessionRules()) ?? [];
    const gone = there.filter(({ condition }) => !needed.some((origin) => condition.urlFilter?.startsWith(`|${origin}/`)));
    if (gone.length > 0) await rules.updateSessionRules({ removeRuleIds: gone.map(({ id }) => id) });
  });
}

function ruleFor(url: string, withoutCookies: boolean, id: number): Rule {
  return {
    id,
    priority: 1,
    action: {
      type: 'modifyHeaders',
      requestHeaders: [
        { header: 'connection', operation: 'set', value: 'close' },
        ...(withoutCookies ? [{ header: 'cookie', operation: 'remove' as const }] : []),
      ],
      ...(withoutCookies && { responseHeaders: [{ header: 'set-cookie', operation: 'remove' as const }] }),
    },
    condition: {
      urlFilter: `|${new URL(url).href}|`,
      initiatorDomains: [new URL(browser.runtime.getURL('/')).hostname],
      requestMethods: ['post'],
      resourceTypes: ['xmlhttprequest'],
    },
  };
}

/** Two rules of one number would be one. */
const changing = oneByOne();
