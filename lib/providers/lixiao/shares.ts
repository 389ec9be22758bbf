import type { Settings, Shares } from '../provider';
import { originsOf } from '../settings';

/** What belongs to an address: its quotas; and to an account there: its one session. */
export function sharesOf(settings: Settings): Shares {
  const [origin = ''] = originsOf(settings);
  const { login = '', corpId = '' } = settings;
  return { quota: `quota ${origin}`, account: `account ${JSON.stringify([origin, corpId.trim(), login.trim()])}` };
}
