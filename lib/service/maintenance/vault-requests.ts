import { since } from '../../model/elapsed';
import { isClosed, ProblemError, unlessUnreadable } from '../../model/problem';
import { concealed } from '../../model/conceal';
import type { Caller } from '../../wire/caller';
import { isUnset } from '../../model/vault';
import type { Card } from '../../wire/card';
import { CARDS } from '../../wire/cards';
import type { CallName } from '../../wire/protocol';
import type { Handlers } from '../../wire/serve';
import type { Desk } from '../desk';
import { refuseForbidden, rulesNow } from '../rules';
import { diagnose } from './diagnostics';
import { lock } from './locking';
import { holdToOwn } from '../pages/popover';
import { unmovable, unreadable } from '../storage/on-disk';
import type { Vault } from '../storage/vault';
import { wipe } from './wipe';

type VaultCall = Extract<
  CallName,
  'setPassphrase' | 'removePassphrase' | 'changePassphrase' | 'unlock' | 'lock' | 'lockAfter' | 'wipe' | 'diagnostics'
>;

/** The calls about the passphrase; `awake` rebuilds all state once the records can be read (again). */
export function createVaultHandlers(desk: Desk, vault: Vault, awake: () => Promise<void>): Pick<Handlers, VaultCall> {
  const moving = async (move: Promise<void>) => {
    try {
      await move;
    } finally {
      await awake();
    }
    return null;
  };
  return {
    setPassphrase: ({ passphrase, lockAfter }) => moving(vault.seal(passphrase, lockAfter)),
    removePassphrase: ({ passphrase }) => moving(vault.unseal(passphrase)),
    changePassphrase: ({ passphrase, next }) => vault.change(passphrase, next).then(() => null),
    unlock: async ({ passphrase }) => {
      if (isUnset(vault.view())) throw new ProblemError({ kind: 'managed' });
      await vault.unlock(passphrase);
      await awake();
      return null;
    },
    lock: () => lock(desk, vault).then(() => null),
    lockAfter: ({ minutes }) => vault.setLockAfter(minutes).then(() => null),
    wipe: () => moving(wipe(desk, vault)),
    diagnostics: () => diagnose(desk, vault),
  };
}

/**
 * Runs the work; if the browser has closed the database meanwhile, opens it again and repeats the work, which is always possible. Throws the Problem
 * `storage-broken` if it is not opened, or if another worker has closed it and has the records now.
 */
export async function reopening<T>(vault: Vault, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!isClosed(thrown)) throw thrown;
  }
  await vault.settled();
  if (vault.view().kind !== 'broken') await vault.reopen();
  if (vault.view().kind === 'broken') throw new ProblemError({ kind: 'storage-broken' });
  return work();
}

/** Calls whose answer says by itself what has become of the passphrase. */
const OF_PASSPHRASE: CallName[] = ['setPassphrase', 'changePassphrase', 'removePassphrase', 'lockAfter'];

/** How often the database is tried again because a call cannot be answered, and how long the call waits for that, in ms. */
const TRIES = 2_000;
const WAITS = 1_000;

/**
 * Checks every call against its card before its handler runs: one that the policy does not allow is refused; one that needs the records waits while
 * they are rewritten, and is refused with the Problem `locked` while they cannot be read; one of a popover is refused if it touches anybody but its
 * customer.
 * @param tryStorage tries once more to open the database
 */
export function guarded(handlers: Handlers, desk: Desk, vault: Vault, tryStorage: () => Promise<void>): Handlers {
  let triedAt = -Infinity;
  const tryNow = async () => {
    if (since(triedAt, desk.now()) < TRIES) return;
    triedAt = desk.now();
    const trying = tryStorage();
    trying.catch(unlessUnreadable);
    await Promise.race([trying.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, WAITS))]);
  };
  const untilReadable = async (name: CallName) => {
    if (desk.broken) await tryNow();
    else await vault.settled();
    if (desk.locked && !(name === 'setPassphrase' && isUnset(vault.view())))
      throw (OF_PASSPHRASE.includes(name) ? unmovable : unreadable)(vault.view());
  };
  const guard = <A, R>(
    name: CallName,
    { needs, byPopover, takesOut, rule }: Card<A>,
    handler: (ask: A, caller: Caller) => R | Promise<R>,
  ) => {
    const work = async (ask: A, caller: Caller) => {
      if (caller.kind === 'popover' && byPopover) await holdToOwn(caller, byPopover(ask));
      return handler(ask, caller);
    };
    return async (ask: A, caller: Caller): Promise<R> => {
      for (const needed of [takesOut, rule]) if (needed) await refuseForbidden(needed);
      if (needs === 'records' || (needs === 'session' && !desk.broken)) await untilReadable(name);
      const answer = await reopening(vault, () => work(ask, caller));
      // Our pages get no number that the policy hides; the number that a popover is about is in its chat page already.
      return caller.kind === 'chat-page' || name === 'popover' || (await rulesNow()).reveal ? answer : concealed(answer);
    };
  };
  const names = Object.keys(handlers) as CallName[];
  return Object.fromEntries(names.map((name) => [name, guard(name, CARDS[name] as Card<unknown>, handlers[name] as never)])) as Handlers;
}
