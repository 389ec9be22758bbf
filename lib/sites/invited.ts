import { covers, isOn, MPKF, type StoredPages } from '../model/chat-pages';
import type { SiteSettings } from '../model/settings';
import { mpkf } from './mpkf';

/** How to read the page of this origin, null when the person does not want it to be read (any more). */
export function invitedSite(origin: string, { sites = [], sitesOn }: StoredPages): SiteSettings | null {
  if (covers(MPKF.matches, origin)) return isOn(MPKF, sitesOn) ? mpkf : null;
  return sites.find(({ matches }) => covers(matches, origin)) ?? null;
}
