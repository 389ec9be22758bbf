import { documentId, type Counts, type FormerWhy } from '../../model/former';
import { isBeforeTheCrm, ProblemError } from '../../model/problem';
import { type ConnectionDraft, type ConnectionSettings, sameValues } from '../../model/settings';
import { providerById } from '../../providers/registry';
import { withAddresses } from '../../providers/settings';
import type { Calls } from '../../wire/protocol';
import { BOOK, connect, connectionsAmong, loadConnections } from '../connections/connections';
import { ofConnection, type StoredConnection } from '../storage/database';
import { connectionOf, noteStanding, publishConnections, type Desk } from '../desk';
import { closeDirectoryOf, dropDirectory } from '../sync/open-directories';
import { forgetState, giveBack } from './disconnect';
import { publishFormer } from '../edits/held-back';
import { resumeSame } from './former';
import { identityOf, underOwnId } from '../connections/identity';
import { originsOf } from '../connections/origins';
import { accountPlace } from '../connections/memory';
import { forgetReminder } from '../edits/reminders';
import { restSites } from '../pages/sites';
import { asFormer, replaceConnections, type Replacement } from './replace-connections';

/**
 * Tries a connection without keeping it: where one that is kept is tried as it is, what was in its way is over. Throws the Problem that is in
 * the way.
 */
export async function testConnection(desk: Desk, draft: ConnectionDraft): Promise<Calls['testConnection']['answer']> {
  const { settings } = await completed(desk, draft);
  const place = accountPlace(settings);
  const kept = await loadConnections(desk.database);
  // An account that is tried has no session yet, whatever an earlier trial has made: else a wrong password would pass.
  if (place && !kept.some((one) => accountPlace(one) === place)) desk.shared.forget(place);
  const { connection } = connect(settings, desk);
  const signal = AbortSignal.timeout(30_000);
  const { user, detail } = await connection.check(signal).catch((thrown) => refuseAddress(thrown, settings));
  if (kept.some(({ id, values }) => id === settings.id && sameValues(values, settings.values))) {
    // The trial's session is the newest, and the refusal that the connection remembers has been forgotten by it.
    desk.connected = null;
    await noteStanding(desk, settings.id, null);
  }
  return { user: user?.name ?? null, detail, suggestions: (await connection.suggestions?.(signal).catch(() => [])) ?? [] };
}

/** While an address is being tried, an answer in another form is not the CRM's. */
function refuseAddress(thrown: unknown, { values: { baseUrl = '' } }: ConnectionSettings): never {
  const elsewhere = thrown instanceof ProblemError && isBeforeTheCrm(thrown.problem);
  throw elsewhere ? new ProblemError({ kind: 'not-the-crm', address: baseUrl }) : thrown;
}

/**
 * Keeps a new or changed connection; answers with its id, and with the ids of the connections that are others than before. With the
 * settings of another CRM, company or account it is another connection, under another id.
 */
export async function saveConnection(desk: Desk, draft: ConnectionDraft): Promise<{ id: string; changed: string[] }> {
  return desk.settling(async () => {
    const { settings, replaced } = await completed(desk, draft);
    const before = await loadConnections(desk.database);
    const place = before.some(({ id }) => id === replaced) ? replaced : settings.id;
    const known = before.some(({ id }) => id === place);
    const wanted = known ? before.map((one) => (one.id === place ? settings : one)) : withNew(before, settings);
    return { id: settings.id, changed: await replace(desk, before, wanted) };
  });
}

export async function renameConnection(desk: Desk, id: string, name: string): Promise<void> {
  await rearrange(desk, (all) => all.map((one) => (one.id === id ? { ...one, name } : one)));
}

/** The person keeps a connection that a policy no longer sets. */
export async function keepConnection(desk: Desk, id: string): Promise<void> {
  await rearrange(desk, (all) => all.map(({ policy, ...one }) => (one.id === id || !policy ? one : { ...one, policy })));
}

/**
 * Takes a connection away. What was made for it stays and waits, unless the person has agreed to lose as much of it as was counted: throws
 * the Problem `counted-otherwise` where it is more by now. Asked again, it finishes what a worker that was stopped meanwhile has left.
 */
export async function removeConnection(desk: Desk, id: string, loses: Counts | null): Promise<void> {
  await rearrange(desk, (all) => all.filter((one) => one.id !== id), loses && { id, counts: loses });
  await giveBack(desk, await loadConnections(desk.database));
}

/** Puts the connections into this order; those that are not named follow as they were. */
export async function orderConnections(desk: Desk, ids: string[]): Promise<void> {
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  await rearrange(desk, (all) => all.toSorted((a, b) => place(a.id) - place(b.id)));
}

/** Changes the stored connections, one change after the other. */
export function rearrange(
  desk: Desk,
  change: (all: ConnectionSettings[]) => ConnectionSettings[],
  loses: Replacement['loses'] = null,
): Promise<string[]> {
  return desk.settling(async () => {
    const all = await loadConnections(desk.database);
    return replace(desk, all, change(all), loses);
  });
}

/** Forgets the session of a connection, so that the next call signs in again; the used part of its quota stays used. */
export async function signInAgain(desk: Desk, id: string): Promise<void> {
  const { settings } = await connectionOf(desk, id);
  const place = accountPlace(settings);
  await Promise.all([id, ...(place ? [place] : [])].map((one) => desk.database.delete('memory', ofConnection(one))));
  if (place) desk.shared.forget(place);
  desk.problems.delete(id);
  desk.connected = null;
  await publishConnections(desk);
}

/** The first CRM that is connected leads; the local book goes behind it. */
function withNew(before: ConnectionSettings[], settings: ConnectionSettings): ConnectionSettings[] {
  const onlyBook = before.every(({ provider }) => provider === 'local');
  return onlyBook ? [settings, ...before] : [...before, settings];
}

/** A draft under the id that it gets, with the stored secrets that the form left out; `replaced` is the id whose place it takes. */
async function completed(desk: Desk, draft: ConnectionDraft): Promise<{ settings: ConnectionSettings; replaced: string }> {
  const provider = providerById(draft.provider);
  if (!provider) throw new ProblemError({ kind: 'not-supported', ability: draft.provider });
  const stored = await desk.database.getAll('connections');
  const there = connectionsAmong(stored);
  const trimmed = Object.fromEntries(Object.entries(draft.values).map(([key, value]) => [key, value.trim()]));
  const values = withAddresses(provider, trimmed);
  // A page that got no answer hands a new connection over again: what is there already in every value is that one.
  const same = there.find((one) => one.provider === draft.provider && one.name === draft.name && sameValues(one.values, values));
  const wanted = draft.id ?? same?.id ?? newId(draft.provider, stored);
  const replaced = there.find(({ id }) => id === wanted);
  const given = withStoredSecrets({ id: wanted, provider: draft.provider, name: draft.name, values }, replaced);
  const dropped = new Set(draft.without);
  const settings = {
    ...given,
    values: Object.fromEntries(Object.entries(given.values).filter(([key]) => !dropped.has(key))),
    ...(replaced?.policy && { policy: replaced.policy }),
  };
  const id = wanted === BOOK.id && draft.provider !== BOOK.provider ? newId(draft.provider, stored) : wanted;
  const own = await underOwnId(desk.database, { ...settings, id }, stored, { replaced, anyName: draft.id === null && !same });
  return { settings: own, replaced: wanted };
}

/** The id of the book is for a book alone. */
function newId(provider: string, stored: StoredConnection[]): string {
  const taken = new Set(stored.map(({ id }) => documentId(id)));
  const first = provider === BOOK.provider ? BOOK.id : provider;
  for (let number = 1; ; number++) {
    const id = number === 1 ? first : `${first}-${number}`;
    if (!taken.has(id) || stored.some((one) => one.id === id && one.former && one.provider === BOOK.provider)) return id;
  }
}

/** Stored secrets only go along with the same product at the same address: a changed address must not be handed the old secret. */
export function withStoredSecrets(settings: ConnectionSettings, before: ConnectionSettings | undefined): ConnectionSettings {
  const provider = providerById(settings.provider)!;
  if (before?.provider !== settings.provider) return settings;
  if (provider.origins(before.values).join() !== provider.origins(settings.values).join()) return settings;
  const secrets = provider.settings.filter((field) => field.secret && !settings.values[field.key] && before.values[field.key]);
  return { ...settings, values: { ...settings.values, ...Object.fromEntries(secrets.map(({ key }) => [key, before.values[key]!])) } };
}

/**
 * Stores the connections. Of those that are gone all that a CRM can give back is forgotten; what was made for them waits for the person. A
 * changed sign-in starts a new session. Answers with the ids of those that are new or changed.
 */
export async function replace(
  desk: Desk,
  before: ConnectionSettings[],
  wanted: ConnectionSettings[],
  loses: Replacement['loses'] = null,
): Promise<string[]> {
  const gone = before.filter((old) => !wanted.some(({ id }) => id === old.id));
  const changed = wanted
    .filter((now) => !before.some((old) => old.id === now.id && old.provider === now.provider && sameValues(old.values, now.values)))
    .map(({ id }) => id);
  const former = await Promise.all(gone.map((one) => formerOf(one, wanted, desk.now())));
  // From here on no answer to an older question is kept, and none that was asked while the change was being written.
  desk.connected = null;
  const other = [...gone.map(({ id }) => id), ...changed];
  await Promise.all(other.map((id) => closeDirectoryOf(desk, id)));
  const lost = await desk.withSpace(() => replaceConnections(desk.database, { wanted, gone: former, changed, loses }));
  await resumeSame(desk);
  // A fill may have begun meanwhile, with the connections as they were.
  await Promise.all(other.map((id) => dropDirectory(desk, id)));
  for (const id of other) desk.problems.delete(id);
  const accounts = wanted.map(accountPlace);
  for (const place of before.map(accountPlace)) if (place && !accounts.includes(place)) desk.shared.forget(place);
  await Promise.all(lost.reminders.map(({ id }) => forgetReminder(desk, id)));
  await forgetState(desk, wanted, other.length > 0);
  if (gone.length > 0) await giveBack(desk, wanted);
  await restSites(originsOf(wanted));
  await publishConnections(desk);
  await publishFormer(desk);
  return changed;
}

async function formerOf(old: ConnectionSettings, wanted: ConnectionSettings[], at: number): Promise<Replacement['gone'][number]> {
  const secrets = (providerById(old.provider)?.settings ?? []).filter(({ secret }) => secret).map(({ key }) => key);
  const { tenant } = await identityOf(old);
  const instead = wanted.find(({ id }) => documentId(id) === documentId(old.id));
  const why: FormerWhy = !instead ? 'removed' : (await identityOf(instead)).tenant === tenant ? 'address' : 'account';
  return asFormer(old, { tenant, why, at }, secrets);
}
