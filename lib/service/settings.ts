import { ProblemError } from '../model/problem';
import type { ConnectionSettings, Preferences } from '../model/settings';
import { item, preferencesItem, readState, writeState, type StateChange } from '../wire/items';
import type { ConnectionDraft, SettingsReading } from '../wire/protocol';
import type { ProviderView } from '../model/view';
import type { Provider } from '../providers/provider';
import { providerById } from '../providers/registry';
import { deleteBook } from './book';
import { BOOK, connect, loadConnections, storeConnections } from './connections';
import { ofConnection } from './database';
import { connectionOf, publishConnections, type Desk } from './desk';
import { dropDirectory } from './directory/desk-directory';
import { linksOf, storeLinks } from './links';
import { parseDocument, writeDocument } from './settings-document';

/** The kinds of CRM that can be connected, as the form wants them. */
export function providerView({ id, name, about, settings }: Provider): ProviderView {
  return { id, name, about, settings };
}

/** Tries a connection without keeping it. Throws the Problem that is in the way. */
export async function testConnection(desk: Desk, draft: ConnectionDraft): Promise<{ user: string | null; detail: string | null }> {
  const settings = await completed(desk, draft);
  const identity = await connect(settings, desk).connection.check(AbortSignal.timeout(30_000));
  return { user: identity.user?.name ?? null, detail: identity.detail };
}

/** Keeps a new or changed connection; answers with its id. */
export async function saveConnection(desk: Desk, draft: ConnectionDraft): Promise<string> {
  const settings = await completed(desk, draft);
  const before = await loadConnections(desk.database);
  const known = before.some(({ id }) => id === settings.id);
  await replace(desk, known ? before.map((one) => (one.id === settings.id ? settings : one)) : withNew(before, settings));
  return settings.id;
}

export async function renameConnection(desk: Desk, id: string, name: string): Promise<void> {
  const all = await loadConnections(desk.database);
  await replace(
    desk,
    all.map((one) => (one.id === id ? { ...one, name } : one)),
  );
}

export async function removeConnection(desk: Desk, id: string): Promise<void> {
  const all = await loadConnections(desk.database);
  await replace(
    desk,
    all.filter((one) => one.id !== id),
  );
}

/** Puts the connections into this order; those that are not named follow as they were. */
export async function orderConnections(desk: Desk, ids: string[]): Promise<void> {
  const all = await loadConnections(desk.database);
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  await replace(
    desk,
    all.toSorted((a, b) => place(a.id) - place(b.id)),
  );
}

/** Forgets the session of a connection, so that the next call signs in anew. */
export async function signInAgain(desk: Desk, id: string): Promise<void> {
  await connectionOf(desk, id);
  await desk.database.delete('memory', ofConnection(id));
  desk.problems.delete(id);
  desk.connected = null;
  await publishConnections(desk);
}

export async function exportSettings(desk: Desk, { secrets, links }: { secrets: boolean; links: boolean }): Promise<string> {
  const connections = await loadConnections(desk.database);
  const wanted = {
    secrets,
    links: links
      ? await linksOf(
          desk.database,
          connections.map(({ id }) => id),
        )
      : [],
  };
  return writeDocument(connections, await preferencesItem.getValue(), wanted);
}

/** What a document holds, without taking anything from it. */
export async function readSettings(desk: Desk, document: string): Promise<SettingsReading> {
  const read = parseDocument(document);
  if (Array.isArray(read)) return { kind: 'broken', faults: read };
  const stored = await loadConnections(desk.database);
  return {
    kind: 'good',
    preferences: read.preferences,
    links: read.links.length,
    origins: [...new Set(read.connections.flatMap((one) => providerById(one.provider)!.origins(one.values)))],
    connections: read.connections.map((one) => ({
      id: one.id,
      name: one.name,
      provider: one.provider,
      replaces: stored.some(({ id }) => id === one.id),
      missingSecrets: missingSecrets(withStoredSecrets(one, stored)),
    })),
  };
}

/** Takes a document over: its connections replace those of the same id and lead, the others stay behind them. */
export async function importSettings(desk: Desk, document: string): Promise<void> {
  const read = parseDocument(document);
  if (Array.isArray(read)) throw new ProblemError({ kind: 'refused', message: read[0]?.path ?? '' });
  const stored = await loadConnections(desk.database);
  const imported = read.connections.map((one) => withStoredSecrets(one, stored));
  const others = stored.filter(({ id }) => !imported.some((one) => one.id === id));
  await savePreferences({ ...(await preferencesItem.getValue()), ...read.preferences });
  await replace(desk, [...imported, ...others]);
  await storeLinks(desk.database, read.links);
}

export async function savePreferences(preferences: Preferences): Promise<void> {
  await preferencesItem.setValue(preferences);
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
  const id = draft.id ?? freeId(draft.provider, stored);
  const settings = withStoredSecrets({ id, provider: draft.provider, name: draft.name, values: draft.values }, stored);
  return { ...settings, values: Object.fromEntries(Object.entries(settings.values).map(([key, value]) => [key, value.trim()])) };
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

/** Stores the connections and forgets everything that was kept for those that are gone. A changed sign-in starts a new session. */
async function replace(desk: Desk, wanted: ConnectionSettings[]): Promise<void> {
  const before = await loadConnections(desk.database);
  await storeConnections(desk.database, wanted.length > 0 ? wanted : [BOOK]);
  for (const old of before) {
    const now = wanted.find((one) => sameCrm(one, old));
    if (!now) await forget(desk, old.id);
    else if (JSON.stringify(now.values) !== JSON.stringify(old.values)) {
      // Another account may see other customers.
      await desk.database.delete('memory', ofConnection(old.id));
      await dropDirectory(desk, old.id);
    }
  }
  desk.connected = null;
  desk.problems.clear();
  await forgetAnswers();
  await publishConnections(desk);
}

function sameCrm(a: ConnectionSettings, b: ConnectionSettings): boolean {
  const origins = ({ provider, values }: ConnectionSettings) => providerById(provider)?.origins(values).join();
  return a.id === b.id && a.provider === b.provider && origins(a) === origins(b);
}

/** Nothing of a connection stays behind. */
async function forget(desk: Desk, id: string): Promise<void> {
  const range = ofConnection(id);
  await dropDirectory(desk, id);
  await Promise.all([
    desk.database.delete('memory', range),
    desk.database.delete('customers', range),
    desk.database.delete('answers', range),
    desk.database.delete('links', range),
    deleteBook(desk.database, id),
  ]);
  const edits = (await desk.database.getAll('edits')).filter((edit) => edit.ref.connection === id);
  for (const edit of edits) await desk.database.delete('edits', edit.id);
  await writeState(Object.assign({}, ...edits.map((edit) => item(`edit:${edit.id}`, undefined))) as StateChange);
}

/** Which connections there are has changed: what was answered so far does not hold any more. */
async function forgetAnswers(): Promise<void> {
  const keys = Object.keys(await readState()).filter((key) => /^(answer|customer|pin|directory):/.test(key));
  await writeState(Object.fromEntries(keys.map((key) => [key, undefined])));
}
