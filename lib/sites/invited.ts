import { covers, type Reading } from '../model/chat-pages';
import type { SiteSettings } from '../model/settings';
import { mpkf } from './mpkf';

/** The known pages that are read once a person has switched them on. */
const INVITED: SiteSettings[] = [mpkf];

/** How the page with this origin is read, null where the person has not switched it on, or has switched it off. */
export function invitedSite(origin: string, reading: Reading): SiteSettings | null {
  if (reading === 'known') return INVITED.find(({ matches }) => covers(matches, origin)) ?? null;
  return reading === 'off' ? null : reading;
}
