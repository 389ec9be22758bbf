import { covers, MPKF, type Reading } from '../model/chat-pages';
import type { SiteSettings } from '../model/settings';
import { mpkf } from './mpkf';

/** How to read the page of this origin, null when the person does not want it to be read (or no longer). */
export function invitedSite(origin: string, reading: Reading): SiteSettings | null {
  if (reading === 'known') return covers(MPKF.matches, origin) ? mpkf : null;
  return reading === 'off' ? null : reading;
}
