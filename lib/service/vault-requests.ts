import { since } from '../model/elapsed';
import { isClosed, ProblemError, unlessUnreadable } from '../model/problem';
import type { CallName } from '../wire/protocol';
import type { Handlers } from '../wire/serve';
import type { Desk } from './desk';
import { diagnose } from './diagnostics';
import { lock } from './locking';
import type { Vault } from './storage/vault';
import { wipe } from './wipe';

type VaultCall = Extract<
  CallName,
  'setPassphrase' | 'removePassphrase' | 'changePassphrase' | 'unlock' | 'lock' | 'lockAfter' | 'wipe' | 'diagnostics'
>;

/** What can be asked about the passphrase; `awake` brings everything up to date after the records can be read (again). */
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
 * Works; where the browser has closed the database meanwhile it is opened anew, and the work is done once more, as it can always be. Throws the
 * Problem `storage-broken` where it is not opened, or where another worker has closed it, which has the records now.
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

/** Calls that have an answer while nothing can be read. */
const WITHOUT_RECORDS = new Set<string>([
  'reading',
  'chatChanged',
  'openPanel',
  'badges',
  'hello',
  'providers',
  'savePreferences',
  'unlock',
  'lock',
  'wipe',
  'diagnostics',
] satisfies CallName[]);

/** Calls that have one while the database cannot be opened: what the CRMs are asked without it, and what the session alone holds. */
const WHILE_BROKEN = new Set<string>([
  'chatSettled',
  'lookUpAgain',
  'openPopover',
  'popover',
  'searchNumber',
  'takeSearch',
  'keepDraft',
] satisfies CallName[]);

/** A call that cannot be answered has the database tried once more, but not more often than every so many ms, and waits so long for that. */
const TRIES = 2_000;
const WAITS = 1_000;

/**
 * Every other call waits while the records are written anew, and is refused with the Problem `locked` while they cannot be read.
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
  const all = Object.entries(handlers).map(([name, handler]) => {
    const ask = handler as (ask: never, caller: never) => unknown;
    const again = (question: never, caller: never) => reopening(vault, async () => ask(question, caller));
    if (WITHOUT_RECORDS.has(name)) return [name, again];
    return [
      name,
      async (question: never, caller: never) => {
        if (desk.broken && WHILE_BROKEN.has(name)) return again(question, caller);
        if (desk.broken) await tryNow();
        else await vault.settled();
        if (desk.locked) throw new ProblemError({ kind: vault.view().kind === 'broken' ? 'storage-broken' : 'locked' });
        return again(question, caller);
      },
    ];
  });
  return Object.fromEntries(all) as Handlers;
}
