import { documentId, type Counts, type FormerWhy } from '../../model/former';
import { isBeforeTheCrm, ProblemError } from '../../model/problem';
import { type ConnectionDraft, type ConnectionSettings, sameValues } from '../../model/settings';
import { providerById } from '../../providers/registry';
import { signsIn } from '../../model/signs-in';
import type { SettingField } from '../../providers/provider';
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
import { askSignIn, giveSessionsBack, isBySignIn, signedInAt } from '../connections/company-sign-in';
import { originsOf } from '../connections/origins';
import { accountPlace } from '../connections/memory';
import { forgetReminder } from '../edits/reminders';
import { restSites } from '../pages/sites';
import { rulesNow } from '../rules';
import { asFormer, replaceConnections, type Replacement } from './replace-connections';

/** Tests a connection without storing it; if it is a stored one, a success clears its Problem. Throws the Problem that makes it fail. */
export async function testConnection(desk: Desk, draft: ConnectionDraft): Promise<Calls['testConnection']['answer']> {
  const { settings } = await completed(desk, draft);
  const place = accountPlace(settings);
  const kept = await loadConnections(desk.database);
  // The test of an account begins without a session, even if an earlier test has made one: otherwise a wrong password would pass.
  if (place && !kept.some((one) => accountPlace(one) === place)) desk.shared.forget(place);
  const found = isBySignIn(settings) ? await askSignIn(desk, settings) : null;
  const tested = { ...settings, values: { ...settings.values, ...found?.values } };
  const { connection } = await connect(tested, desk, found?.memory);
  const signal = AbortSignal.timeout(30_000);
  const isStored = (one: ConnectionSettings) => kept.some(({ id, values }) => id === one.id && sameValues(values, one.values));
  try {
    const { user, detail } = await connection.check(signal).catch((thrown) => refuseAddress(thrown, settings));
    if (isStored(settings)) {
      // The connections are rebuilt: the test has the newest session, and has cleared the refusal that the connection remembers.
      desk.connected = null;
      await noteStanding(desk, settings.id, null);
    }
    return { user: user?.name ?? null, detail, suggestions: (await connection.suggestions?.(signal).catch(() => [])) ?? [] };
  } finally {
    if (found && !isStored(tested)) void giveSessionsBack(desk, [{ settings: tested, memory: found.memory }]);
  }
}

/** While an address is being tested, an answer in another form is not the CRM's. */
function refuseAddress(thrown: unknown, { values: { baseUrl = '' } }: ConnectionSettings): never {
  const elsewhere = thrown instanceof ProblemError && isBeforeTheCrm(thrown.problem);
  throw elsewhere ? new ProblemError({ kind: 'not-the-crm', address: baseUrl }) : thrown;
}

/**
 * Stores a new or changed connection; returns its id, and the ids of the connections that have changed. With the settings of another CRM, company or
 * account it becomes another connection, with another id.
 */
export async function saveConnection(desk: Desk, draft: ConnectionDraft): Promise<{ id: string; changed: string[] }> {
  return desk.settingsQueue(async () => {
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

/** Keeps a connection that the policy no longer sets. */
export async function keepConnection(desk: Desk, id: string): Promise<void> {
  await rearrange(desk, (all) => all.map(({ policy, ...one }) => (one.id === id || !policy ? one : { ...one, policy })));
}

/**
 * Removes a connection. Its edits, links, reminders and book stay and wait, unless the person has agreed to lose as many as were counted:
 * throws the Problem `counted-otherwise` if there are more by now. A repeated call finishes what a stopped worker has left.
 */
export async function removeConnection(desk: Desk, id: string, loses: Counts | null): Promise<void> {
  await rearrange(desk, (all) => all.filter((one) => one.id !== id), loses && { id, counts: loses });
  await giveBack(desk, await loadConnections(desk.database));
}

/** Puts the connections into this order; those that are not named follow in their old order. */
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
  return desk.settingsQueue(async () => {
    const all = await loadConnections(desk.database);
    return replace(desk, all, change(all), loses);
  });
}

/** Deletes the session of a connection, so that the next call signs in again; the used part of its quota stays used. */
export async function signInAgain(desk: Desk, id: string): Promise<void> {
  const { settings } = await connectionOf(desk, id);
  const place = accountPlace(settings);
  await Promise.all([id, ...(place ? [place] : [])].map((one) => desk.database.delete('memory', ofConnection(one))));
  if (place) desk.shared.forget(place);
  desk.problems.delete(id);
  desk.connected = null;
  await publishConnections(desk);
}

/** Adds a new connection: the first CRM is placed before the local book. */
function withNew(before: ConnectionSettings[], settings: ConnectionSettings): ConnectionSettings[] {
  const onlyBook = before.every(({ provider }) => provider === 'local');
  return onlyBook ? [settings, ...before] : [...before, settings];
}

/** A draft with its id, and with the stored secrets that the form has left out; `replaced` is the id of the connection that it replaces. */
async function completed(desk: Desk, draft: ConnectionDraft): Promise<{ settings: ConnectionSettings; replaced: string }> {
  const provider = providerById(draft.provider);
  if (!provider) throw new ProblemError({ kind: 'not-supported', ability: draft.provider });
  const stored = await desk.database.getAll('connections');
  const there = connectionsAmong(stored);
  const trimmed = Object.fromEntries(Object.entries(draft.values).map(([key, value]) => [key, value.trim()]));
  const values = withAddresses(provider, trimmed);
  // A page that got no answer submits a new connection again: one with equal values is the same.
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

/** A new id; `book` is only for a local book. */
function newId(provider: string, stored: StoredConnection[]): string {
  const taken = new Set(stored.map(({ id }) => documentId(id)));
  const first = provider === BOOK.provider ? BOOK.id : provider;
  for (let number = 1; ; number++) {
    const id = number === 1 ? first : `${first}-${number}`;
    if (!taken.has(id) || stored.some((one) => one.id === id && one.former && one.provider === BOOK.provider)) return id;
  }
}

/**
 * Stored secrets are used only for the same product at the same address: a changed address must not receive the old secret. The
 * same holds for values that a sign-in has found, while the connection is still one with a sign-in.
 */
export function withStoredSecrets(settings: ConnectionSettings, before: ConnectionSettings | undefined): ConnectionSettings {
  const provider = providerById(settings.provider)!;
  if (before?.provider !== settings.provider) return settings;
  if (provider.origins(before.values).join() !== provider.origins(settings.values).join()) return settings;
  const stays = (field: SettingField) => field.secret || (field.found === true && signsIn(provider, settings.values));
  const secrets = provider.settings.filter((field) => stays(field) && !settings.values[field.key] && before.values[field.key]);
  return { ...settings, values: { ...settings.values, ...Object.fromEntries(secrets.map(({ key }) => [key, before.values[key]!])) } };
}

/**
 * Stores the connections. Of those that are gone, everything that a CRM can give back is deleted; the rest waits for the person. A changed sign-in
 * starts a new session. The book that nobody has chosen is stored beside others, if the policy allows one. Returns the ids of those that are new
 * or changed.
 */
export async function replace(
  desk: Desk,
  before: ConnectionSettings[],
  asked: ConnectionSettings[],
  loses: Replacement['loses'] = null,
): Promise<string[]> {
  const { localBook } = await rulesNow();
  const wanted = asked.filter((one) => one !== BOOK || (localBook && asked.length > 1));
  const gone = before.filter((old) => old !== BOOK && !wanted.some(({ id }) => id === old.id));
  const changed = wanted
    .filter((now) => !before.some((old) => old.id === now.id && old.provider === now.provider && sameValues(old.values, now.values)))
    .map(({ id }) => id);
  const former = await Promise.all(gone.map((one) => formerOf(one, wanted, desk.now())));
  // From here on no answer to an earlier question is stored, nor one to a question asked while the change was written.
  desk.connected = null;
  const other = [...gone.map(({ id }) => id), ...changed];
  await Promise.all(other.map((id) => closeDirectoryOf(desk, id)));
  const left = await signedInAt(
    desk.database,
    before.filter(({ id }) => other.includes(id)),
  );
  const lost = await desk.withSpace(() => replaceConnections(desk.database, { wanted, gone: former, changed, loses }));
  const goodbye = giveSessionsBack(desk, left);
  await resumeSame(desk);
  // A fill may have begun meanwhile with the old connections.
  await Promise.all(other.map((id) => dropDirectory(desk, id)));
  for (const id of other) desk.problems.delete(id);
  const accounts = wanted.map(accountPlace);
  for (const place of before.map(accountPlace)) if (place && !accounts.includes(place)) desk.shared.forget(place);
  await Promise.all(lost.reminders.map(({ id }) => forgetReminder(desk, id)));
  await forgetState(desk, asked, other.length > 0);
  // While the browser still lets their servers be asked.
  await goodbye;
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
