import { covers, type Reading } from '../model/chat-pages';
import type { SiteSettings } from '../model/settings';
import { mpkf } from './mpkf';

/** The pages that Kebian knows by itself and reads once a person has invited it into them. */
const INVITED: SiteSettings[] = [mpkf];

/** How to read the page of this origin, null when the person does not want it to be read (or no longer). */
export function invitedSite(origin: string, reading: Reading): SiteSettings | null {
  if (reading === 'known') return INVITED.find(({ matches }) => covers(matches, origin)) ?? null;
  return reading === 'off' ? null : reading;
}
