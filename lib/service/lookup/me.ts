import { colleagueKey } from '../../model/match/record-of';
import type { Connected } from '../connections/connections';
import { connections, type Desk } from '../desk';

/**
 * Who the person is in a connection, as `colleagueKey` tells colleagues: by the id alone, since a name may be written in several ways. Null
 * where that is not known. The CRM is asked, once, only with a `signal`; what stands in the way is no Problem here.
 */
export async function meIn(desk: Desk, connection: string, signal?: AbortSignal): Promise<string | null> {
  const connected = (await connections(desk)).find(({ settings }) => settings.id === connection);
  return connected ? meOf(connected, signal) : null;
}

/** The same of a connection that is at hand, without the database. */
export async function meOf({ connection }: Connected, signal?: AbortSignal): Promise<string | null> {
  const me = await connection.me?.(signal).catch(() => null);
  return me?.id ? colleagueKey(me) : null;
}
