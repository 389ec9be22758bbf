import type { ImportedConnection, SettingsReading } from '../../model/settings-document';
import type { GoodAddress } from '../../model/address';
import { originsIn } from '../../model/chat-pages';
import { documentId } from '../../model/former';
import { ProblemError } from '../../model/problem';
import type { ConnectionSettings, Preferences } from '../../model/settings';
import type { ProviderView } from '../../model/view';
import type { Provider } from '../../providers/provider';
import { providerById } from '../../providers/registry';
import { choices, choose } from '../choices';
import { replace, withStoredSecrets } from './change-connections';
import { connectionsAmong, loadConnections } from '../connections/connections';
import type { StoredConnection } from '../storage/database';
import { type Desk } from '../desk';
import { identityOf, sameIdentity, sameOptions, underOwnId } from '../connections/identity';
import { linksOf, storeLinks } from '../contacts/links';
import { originsOf } from '../connections/origins';
import { changeSites, restingAmong } from '../pages/sites';
import { parseDocument, writeDocument } from './settings-document';

/** The kinds of CRM that can be connected, as the form needs them. */
export function providerView({ id, name, about, settings, ways }: Provider): ProviderView {
  return { id, name, about, settings: settings.filter(({ found }) => !found), ...(ways && { ways }) };
}

/** Links contain people's names: like secrets they are exported only if that is asked for. */
export async function exportSettings(desk: Desk, wanted: { secrets: boolean; links: boolean }): Promise<string> {
  const [connections, { sites, preferences }] = [await loadConnections(desk.database), await choices()];
  const links = wanted.links ? await linksOf(desk.database, connections) : [];
  return writeDocument({ connections, sites, preferences, links }, wanted.secrets);
}

/** The links of one connection, which may be a former one, as a document that brings it back without its secrets. */
export async function exportLinks(desk: Desk, connection: string): Promise<string> {
  const stored = await desk.database.getAll('connections');
  const there = [...connectionsAmong(stored), ...stored].filter(({ id }) => id === connection).slice(0, 1);
  return writeDocument({ connections: there, links: await linksOf(desk.database, there) }, false);
}

/** Reads a document without importing anything. */
export async function readSettings(desk: Desk, document: string): Promise<SettingsReading> {
  const read = parseDocument(document);
  if (Array.isArray(read)) return { kind: 'broken', faults: read };
  const stored = connectionsAmong(await desk.database.getAll('connections'));
  return {
    kind: 'good',
    preferences: read.preferences,
    sites: read.sites,
    links: read.links.length,
    leftOut: read.leftOut,
    origins: [...new Set([...originsOf(read.connections), ...originsIn(read.sites.flatMap(({ matches }) => matches))])],
    connections: await Promise.all(read.connections.map((one) => importedFrom(one, stored, read.addresses.get(one.id) ?? null))),
  };
}

/**
 * Imports a document: its connections replace those with the same ids and come first, the others follow. If one of them is another CRM than before,
 * the records of the old one wait. Returns the ids of the connections that have changed.
 */
export async function importSettings(desk: Desk, document: string, byPolicy = false): Promise<string[]> {
  const read = parseDocument(document);
  if (Array.isArray(read)) throw new ProblemError({ kind: 'refused', message: read[0]?.path ?? '' });
  return desk.settingsQueue(async () => {
    const stored = await desk.database.getAll('connections');
    const there = connectionsAmong(stored);
    const taken = await Promise.all(read.connections.map((one) => takenOver(desk, one, stored)));
    const imported = taken.map(({ settings }) => (byPolicy ? { ...settings, policy: 'set' as const } : settings));
    const replaced = taken.flatMap((one) => one.replaced);
    const others = there.filter(({ id }) => !replaced.includes(id) && !imported.some((one) => one.id === id));
    const wanted = [...imported, ...others];
    await changeSites((now) => {
      const sites = [...read.sites, ...othersThan(read.sites, now.sites)];
      return { preferences: { ...now.preferences, ...read.preferences }, sites, resting: restingAmong(sites, originsOf(wanted)) };
    });
    const news = await replace(desk, there, wanted);
    const ids = new Map(read.connections.map(({ id }, place) => [id, imported[place]!.id]));
    await storeLinks(
      desk.database,
      read.links.map((link) => ({ ...link, connection: ids.get(link.connection)! })),
    );
    return news;
  });
}

/** A document's connection with its id here, and the ids of those that it replaces. */
async function takenOver(
  desk: Desk,
  one: ConnectionSettings,
  stored: StoredConnection[],
): Promise<{ settings: ConnectionSettings; replaced: string[] }> {
  const there = connectionsAmong(stored);
  const named = await calledSo(one, there);
  const same = await sameElsewhere(one, named, there);
  const { policy } = named ?? {};
  const settings = { ...withStoredSecrets(one, same ?? named), ...(policy && { policy }) };
  const own = await underOwnId(desk.database, settings, stored, { replaced: named });
  return { settings: own, replaced: [named, same].flatMap((other) => other?.id ?? []) };
}

/** Whether a document's connection, with the stored secrets, is the same CRM, company and account as another one. */
async function isThatOf(one: ConnectionSettings, other: ConnectionSettings): Promise<boolean> {
  return one.provider === other.provider && sameIdentity(await identityOf(other), await identityOf(withStoredSecrets(one, other)));
}

/** The connection with another id that is the same as the document's in everything else. */
async function sameElsewhere(
  one: ConnectionSettings,
  named: ConnectionSettings | undefined,
  there: ConnectionSettings[],
): Promise<ConnectionSettings | undefined> {
  if (named && (await isThatOf(one, named))) return undefined;
  const alike = there.filter((other) => documentId(other.id) !== one.id && sameOptions(other, one));
  const same = await Promise.all(alike.map((other) => isThatOf(one, other)));
  return alike[same.indexOf(true)];
}

/** The connection that a document means by this id; of several the one with the same CRM, company and account. */
async function calledSo(one: ConnectionSettings, there: ConnectionSettings[]): Promise<ConnectionSettings | undefined> {
  const named = there.filter(({ id }) => documentId(id) === one.id);
  const same = await Promise.all(named.map((other) => isThatOf(one, other)));
  return named[same.indexOf(true)] ?? named[0];
}

async function importedFrom(
  one: ConnectionSettings,
  there: ConnectionSettings[],
  address: GoodAddress | null,
): Promise<ImportedConnection> {
  const named = await calledSo(one, there);
  const same = await sameElsewhere(one, named, there);
  const settings = withStoredSecrets(one, same ?? named);
  const { id, name, provider } = one;
  return {
    id,
    name,
    provider,
    replaces: named !== undefined || same !== undefined,
    another: named !== undefined && same === undefined && !(await isThatOf(one, named)),
    missingSecrets: missingSecrets(settings),
    address,
  };
}

function othersThan<T extends { id: string }>(some: T[], all: T[]): T[] {
  return all.filter(({ id }) => !some.some((one) => one.id === id));
}

export async function savePreferences(preferences: Preferences): Promise<void> {
  await choose(() => ({ preferences }));
}

function missingSecrets(settings: ConnectionSettings): string[] {
  const fields = providerById(settings.provider)!.settings;
  return fields.filter((field) => field.secret && field.required && !settings.values[field.key]).map(({ key }) => key);
}
