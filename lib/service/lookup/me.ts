import { colleagueKey } from '../../model/match/record-of';
import { connections, type Desk } from '../desk';

/**
 * Who the person is in a connection, as `colleagueKey` tells colleagues: by the id alone, since a name may be written in several ways. Null
 * where that is not known. The CRM is asked, once, only with a `signal`; what stands in the way is no Problem here.
 */
export async function meIn(desk: Desk, connection: string, signal?: AbortSignal): Promise<string | null> {
  const connected = (await connections(desk)).find(({ settings }) => settings.id === connection);
  const me = await connected?.connection.me?.(signal).catch(() => null);
  return me?.id ? colleagueKey(me) : null;
}
