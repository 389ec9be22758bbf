import { ProblemError } from '../model/problem';
import { sameValues, type ConnectionSettings, type Preferences, type SiteSettings } from '../model/settings';
import { preferencesNow, sitesItem, writePreferences } from '../wire/items';
import type { ConnectionDraft, SettingsReading } from '../wire/protocol';
import type { ProviderView } from '../model/view';
import type { Provider } from '../providers/provider';
import { providerById } from '../providers/registry';
import { connect, loadConnections, storeConnections } from './connections';
import { ofConnection } from './database';
import { connectionOf, publishConnections, type Desk } from './desk';
import { forgetState, giveBack } from './disconnect';
import { closeDirectoryOf, dropDirectory } from './directory/desk-directory';
import { linksOf, storeLinks } from './links';
import { forgetReminder } from './reminders';
import { arrangeSites } from './sites';
import { parseDocument, writeDocument } from './settings-document';

/** The kinds of CRM that can be connected, as the form wants them. */
export function providerView({ id, name, about, settings, ways }: Provider): ProviderView {
  return { id, name, about, settings, ...(ways && { ways }) };
}

/** Tries a connection without keeping it. Throws the Problem that is in the way. */
export async function testConnection(desk: Desk, draft: ConnectionDraft): Promise<{ user: string | null; detail: string | null }> {
  const settings = await completed(desk, draft);
  const identity = await connect(settings, desk).connection.check(AbortSignal.timeout(30_000));
  return { user: identity.user?.name ?? null, detail: identity.detail };
}

/** Keeps a new or changed connection; answers with its id, and with the ids of the connections that are others than before. */
export async function saveConnection(desk: Desk, draft: ConnectionDraft): Promise<{ id: string; changed: string[] }> {
  return inTurn(desk, async () => {
    const settings = await completed(desk, draft);
    const before = await loadConnections(desk.database);
    const known = before.some(({ id }) => id === settings.id);
    const wanted = known ? before.map((one) => (one.id === settings.id ? settings : one)) : withNew(before, settings);
    return { id: settings.id, changed: await replace(desk, before, wanted) };
  });
}

export async function renameConnection(desk: Desk, id: string, name: string): Promise<void> {
  await rearrange(desk, (all) => all.map((one) => (one.id === id ? { ...one, name } : one)));
}

/** Asked again, it finishes what a worker that was stopped meanwhile has left. */
export async function removeConnection(desk: Desk, id: string): Promise<void> {
  await rearrange(desk, (all) => all.filter((one) => one.id !== id));
  await giveBack(desk, await loadConnections(desk.database));
}

/** Puts the connections into this order; those that are not named follow as they were. */
export async function orderConnections(desk: Desk, ids: string[]): Promise<void> {
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  await rearrange(desk, (all) => all.toSorted((a, b) => place(a.id) - place(b.id)));
}

function rearrange(desk: Desk, change: (all: ConnectionSettings[]) => ConnectionSettings[]): Promise<void> {
  return inTurn(desk, async () => {
    const all = await loadConnections(desk.database);
    await replace(desk, all, change(all));
  });
}

/** Forgets the session of a connection, so that the next call signs in anew. */
export async function signInAgain(desk: Desk, id: string): Promise<void> {
  await connectionOf(desk, id);
  await desk.database.delete('memory', ofConnection(id));
  desk.problems.delete(id);
  desk.connected = null;
  await publishConnections(desk);
}

/** The links hold people's names: like the secrets they only go along when they are asked for. */
export async function exportSettings(desk: Desk, wanted: { secrets: boolean; links: boolean }): Promise<string> {
  const [connections, sites] = [await loadConnections(desk.database), await sitesItem.getValue()];
  const ids = connections.map(({ id }) => id);
  const links = wanted.links ? await linksOf(desk.database, ids) : [];
  return writeDocument({ connections, sites, preferences: await preferencesNow(), links }, wanted.secrets);
}

/** What a document holds, without taking anything from it. */
export async function readSettings(desk: Desk, document: string): Promise<SettingsReading> {
  const read = parseDocument(document);
  if (Array.isArray(read)) return { kind: 'broken', faults: read };
  const stored = await loadConnections(desk.database);
  return {
    kind: 'good',
    preferences: read.preferences,
    sites: read.sites,
    links: read.links.length,
    origins: [
      ...new Set([...read.connections.flatMap((one) => providerById(one.provider)!.origins(one.values)), ...originsOf(read.sites)]),
    ],
    connections: read.connections.map((one) => ({
      id: one.id,
      name: one.name,
      provider: one.provider,
      replaces: stored.some(({ id }) => id === one.id),
      missingSecrets: missingSecrets(withStoredSecrets(one, stored)),
    })),
  };
}

/**
 * Takes a document over: its connections replace those of the same id and lead, the others stay behind them. Answers with the ids of
 * the connections that are others than before.
 */
export async function importSettings(desk: Desk, document: string): Promise<string[]> {
  const read = parseDocument(document);
  if (Array.isArray(read)) throw new ProblemError({ kind: 'refused', message: read[0]?.path ?? '' });
  const changed = await inTurn(desk, async () => {
    const stored = await loadConnections(desk.database);
    const imported = read.connections.map((one) => withStoredSecrets(one, stored));
    await savePreferences({ ...(await preferencesNow()), ...read.preferences });
    await sitesItem.setValue([...read.sites, ...othersThan(read.sites, await sitesItem.getValue())]);
    const others = await replace(desk, stored, [...imported, ...othersThan(imported, stored)]);
    await storeLinks(desk.database, read.links);
    return others;
  });
  await arrangeSites();
  return changed;
}

function originsOf(sites: SiteSettings[]): string[] {
  return sites.flatMap(({ matches }) => matches.map((pattern) => new URL(pattern.replace('*', '')).origin));
}

function othersThan<T extends { id: string }>(some: T[], all: T[]): T[] {
  return all.filter(({ id }) => !some.some((one) => one.id === id));
}

export async function savePreferences(preferences: Preferences): Promise<void> {
  await writePreferences(preferences);
}

/** The first CRM that is connected leads; the local book goes behind it. */
function withNew(before: ConnectionSettings[], settings: ConnectionSettings): ConnectionSettings[] {
  const onlyBook = before.every(({ provider }) => provider === 'local');
  return onlyBook ? [settings, ...before] : [...before, settings];
}

/** A draft with an id, and with the stored secrets that the form left out. */
async function completed(desk: Desk, draft: ConnectionDraft): Promise<ConnectionSettings> {
  const provider = providerById(draft.provider);
  if (!provider) throw new ProblemError({ kind: 'not-supported', ability: draft.provider });
  const stored = await loadConnections(desk.database);
  const values = Object.fromEntries(Object.entries(draft.values).map(([key, value]) => [key, value.trim()]));
  // A page that got no answer hands a new connection over again: what is there already in every value is that one.
  const same = stored.find((one) => one.provider === draft.provider && one.name === draft.name && sameValues(one.values, values));
  const id = draft.id ?? same?.id ?? freeId(draft.provider, stored);
  const settings = withStoredSecrets({ id, provider: draft.provider, name: draft.name, values }, stored);
  const dropped = new Set(draft.without);
  const kept = Object.entries(settings.values).filter(([key]) => !dropped.has(key));
  return { ...settings, values: Object.fromEntries(kept) };
}

function freeId(provider: string, stored: ConnectionSettings[]): string {
  const taken = new Set(stored.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? provider : `${provider}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** Stored secrets only go along with the same product at the same address: a changed address must not be handed the old secret. */
function withStoredSecrets(settings: ConnectionSettings, stored: ConnectionSettings[]): ConnectionSettings {
  const before = stored.find(({ id, provider }) => id === settings.id && provider === settings.provider);
  const provider = providerById(settings.provider)!;
  if (!before || provider.origins(before.values).join() !== provider.origins(settings.values).join()) return settings;
  const secrets = provider.settings.filter((field) => field.secret && !settings.values[field.key] && before.values[field.key]);
  return { ...settings, values: { ...settings.values, ...Object.fromEntries(secrets.map(({ key }) => [key, before.values[key]!])) } };
}

function missingSecrets(settings: ConnectionSettings): string[] {
  const fields = providerById(settings.provider)!.settings;
  return fields.filter((field) => field.secret && field.required && !settings.values[field.key]).map(({ key }) => key);
}

/** One change of the settings after the other: two that both began with the same connections would lose one of them. */
function inTurn<T>(desk: Desk, change: () => Promise<T>): Promise<T> {
  const changed = desk.settling.then(change);
  desk.settling = changed.catch(() => undefined);
  return changed;
}

/**
 * Stores the connections and forgets everything that was kept for those that are gone. A changed sign-in starts a new session. Answers
 * with the ids of those that are new or changed.
 */
async function replace(desk: Desk, before: ConnectionSettings[], wanted: ConnectionSettings[]): Promise<string[]> {
  const gone = before.filter((old) => !wanted.some((now) => sameCrm(now, old))).map(({ id }) => id);
  const changed = wanted.filter(
    (now) => !before.some((old) => JSON.stringify(old.values) === JSON.stringify(now.values) && sameCrm(now, old)),
  );
  // From here on no answer to an older question is kept, and none that was asked while the change was being written.
  desk.connected = null;
  const other = [...gone, ...changed.map(({ id }) => id)];
  await Promise.all(other.map((id) => closeDirectoryOf(desk, id)));
  const ended = changed.map(({ id }) => id);
  const reminders = await desk.room(() => storeConnections(desk.database, wanted, gone, ended));
  desk.connected = null;
  // A fill may have begun meanwhile, with the connections as they were.
  await Promise.all(other.map((id) => dropDirectory(desk, id)));
  for (const id of other) desk.problems.delete(id);
  await Promise.all(reminders.map((id) => forgetReminder(desk, id)));
  const staying = wanted.filter(({ id }) => !gone.includes(id));
  await forgetState(desk, staying, other.length > 0);
  if (gone.length > 0) await giveBack(desk, wanted);
  await publishConnections(desk);
  return ended;
}

function sameCrm(a: ConnectionSettings, b: ConnectionSettings): boolean {
  const origins = ({ provider, values }: ConnectionSettings) => providerById(provider)?.origins(values).join();
  return a.id === b.id && a.provider === b.provider && origins(a) === origins(b);
}
