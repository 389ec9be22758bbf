import { colleagueKey } from '../../model/match/record-of';
import type { Connected } from '../connections/connections';
import { connections, type Desk } from '../desk';

/**
 * The id of the account's own colleague in a connection (`colleagueKey`): by the id alone, because a name can be written in several ways. Null if it
 * is not known. The CRM is asked, once, only with a `signal`; a failure is no Problem here.
 */
export async function meIn(desk: Desk, connection: string, signal?: AbortSignal): Promise<string | null> {
  const connected = (await connections(desk)).find(({ settings }) => settings.id === connection);
  return connected ? meOf(connected, signal) : null;
}

/** The same for an open connection, without reading the database. */
export async function meOf({ connection }: Connected, signal?: AbortSignal): Promise<string | null> {
  const me = await connection.me?.(signal).catch(() => null);
  return me?.id ? colleagueKey(me) : null;
}
