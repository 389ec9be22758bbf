import { KNOWN_PAGES, withoutPort } from '../model/chat-pages';
import type { SpokenLanguage } from '../model/language';
import type { SiteSettings } from '../model/settings';
import { call } from '../wire/bus';
import { choicesNow } from '../wire/choices';
import { problemOf } from './actions';
import { allow } from './permission';
import { pick } from './pick';

/** The actions about chat pages on the options page. Each begins in the turn of the click: the browser asks the person only then. */
export function createPageActions() {
  return {
    switchPage: (site: string, on: boolean) => {
      const page = KNOWN_PAGES.find(({ id }) => id === site);
      return problemOf(allow(on && page?.invited ? page.matches : []).then(() => call('switchSite', { site, on })));
    },
    allowPage: (url: string) => problemOf(allow([`${new URL(url).origin}/*`])),
    removePage: (site: string) => problemOf(call('removeSite', { site })),
    /** False if the person has cancelled it. Rejects with a ProblemError. */
    teachPage: async (address: string, name: string, language: SpokenLanguage): Promise<boolean> => {
      const matches = [`${new URL(address).origin}/*`];
      const asked = allow(matches);
      await asked;
      const read = await pick(address, withoutPort(matches), language);
      if (read) await call('saveSite', { ...(await named(address, name, matches)), read });
      return read !== null;
    },
  };
}

/** A page that is taught again keeps its id: links are stored by it. */
async function named(address: string, name: string, matches: string[]): Promise<Omit<SiteSettings, 'read'>> {
  const { sites: taught } = await choicesNow();
  const before = taught.find((site) => site.matches.some((pattern) => matches.includes(pattern)));
  if (before) return { id: before.id, name: name || before.name, matches: before.matches };
  const { hostname } = new URL(address);
  const base =
    hostname
      .replace(/[^\w]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 50) || 'page';
  const taken = [...taught, ...KNOWN_PAGES].map(({ id }) => id);
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id)) return { id, name: name || hostname, matches };
  }
}
