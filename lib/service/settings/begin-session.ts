import { unlessUnreadable } from '../../model/problem';
import { isBySignIn } from '../connections/company-sign-in';
import { connectionOf, type Desk } from '../desk';
import { drainNow } from '../edits/outbox';
import { renewChips } from '../pages/chips';
import { lookUpOpen } from '../pages/look-up-open';
import { signInAgain } from './change-connections';
import { signInTo, signInUnseen } from './sign-in';

/**
 * Begins a new session of a connection: the person signs in, or the next call does by itself. Then asks again what is open, and sends the edits that
 * have waited. A failure to sign in is the connection's Problem.
 */
export async function beginSession(desk: Desk, connection: string): Promise<void> {
  const { settings } = await connectionOf(desk, connection);
  if (isBySignIn(settings)) await begun(desk, connection, await signInTo(desk, connection).catch(() => connection));
  else await signInAgain(desk, connection).then(() => begun(desk, connection, connection));
}

/** Begins the first session of a new or changed connection, if the person signs in to it. */
export async function beginFirstSession(desk: Desk, connection: string): Promise<void> {
  const { settings } = await connectionOf(desk, connection);
  if (isBySignIn(settings)) await beginSession(desk, connection);
}

/** Begins one without a press: only if the company's sign-in lets the person in without asking. */
export async function beginSessionUnseen(desk: Desk, connection: string): Promise<void> {
  const own = await signInUnseen(desk, connection);
  if (own !== null) await begun(desk, connection, own);
}

async function begun(desk: Desk, before: string, now: string): Promise<void> {
  await lookUpOpen(desk, [...new Set([before, now])]);
  void drainNow(desk, (ref) => renewChips(desk, ref), 'connection').catch(unlessUnreadable);
}
