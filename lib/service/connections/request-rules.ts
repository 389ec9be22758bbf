import { serialQueue } from '../../model/serial-queue';
import { browser } from 'wxt/browser';

/** A rule for Kebian's own POST requests to one address; a session rule, which the browser drops when it ends. */
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
 * Adds a rule by which the browser closes the HTTP connection after each POST of ours to this address (a header that `fetch` may not set), and,
 * `withoutCookies`, neither sends nor stores cookies there. False if the browser cannot do that.
 */
export function endAfter(url: string, withoutCookies: boolean): Promise<boolean> {
  return serially(async () => {
    const { declarativeNetRequest: rules } = browser;
    if (!rules) return false;
    const there = await rules.getSessionRules();
    const wanted = ruleFor(url, withoutCookies, Math.max(0, ...there.map(({ id }) => id)) + 1);
    if (there.some(({ condition }) => condition.urlFilter === wanted.condition.urlFilter)) return true;
    await rules.updateSessionRules({ addRules: [wanted] as never });
    return true;
  });
}

/** Removes the rules for addresses of other origins. */
export function forgetEnds(needed: string[]): Promise<void> {
  return serially(async () => {
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

/** Rule ids must be unique: the changes run one after the other. */
const serially = serialQueue();
