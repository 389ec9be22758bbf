import type { SettingsFault } from '../../model/settings-document';
import { browser } from 'wxt/browser';
import { documentId } from '../../model/former';
import { ProblemError } from '../../model/problem';
import { ALL_ALLOWED } from '../../model/rules';
import type { ConnectionSettings, Preferences } from '../../model/settings';
import type { Managed } from '../../model/view';
import { readState, writeState } from '../session/items';
import { ofKind } from '../../wire/item-keys';
import { kindOf } from '../../wire/json-faults';
import type { StateChange } from '../../wire/items';
import { choose, preferencesNow } from '../choices';
import { refuseForbidden, ruleFaults, rulesNow, withoutRules } from '../rules';
import { BOOK, loadConnections } from '../connections/connections';
import type { Desk } from '../desk';
import { rearrange } from './change-connections';
import { importSettings } from './settings';
import { parseDocument, type ReadDocument } from './settings-document';
import { noteStorage } from '../storage/status';

const HEAD = { format: 'kebian-settings', version: 1 };

const NOTHING = { connections: [], preferences: [], sites: [], rules: ALL_ALLOWED } satisfies Managed;

/**
 * Applies the settings document of the administrator's policy where it differs from the stored settings. Its invalid parts are left out and
 * reported; a connection with an invalid part stays as it is. A connection that the policy no longer names stays and can be edited again; its
 * edits wait until the person decides. Returns the ids of the connections that have changed, null if all of it was applied already.
 */
export async function applyPolicy(desk: Desk): Promise<string[] | null> {
  const { text, lists, faults: ofHead } = await readPolicy();
  const read = text === null ? null : parseDocument(text);
  const faults: SettingsFault[] = [...ofHead, ...(Array.isArray(read) ? read : (read?.leftOut ?? [])), ...(await ruleFaults())];
  const nothing = { ...NOTHING, rules: await rulesNow() };
  const { storage } = await readState(['storage']);
  if (faults.length > 0 || (storage?.policyFaults.length ?? 0) > 0) await noteStorage({ policyFaults: faults });
  if (Array.isArray(read)) {
    await tell(nothing);
    return null;
  }
  if (text === null || read === null) {
    await dropOthers(desk, []);
    await tell(nothing);
    return null;
  }
  const isSo = await isApplied(desk, read);
  // Pages and links of the policy are restored without comparing them.
  const nobodyHasChosen = (await loadConnections(desk.database)).includes(BOOK);
  const changed = isSo && read.sites.length + read.links.length === 0 ? [] : await importSettings(desk, text, true);
  // Where there is a connection, the first page of the settings, which says what is read, is not shown.
  if (nobodyHasChosen && read.connections.length > 0) await choose(() => ({ told: 0 }));
  if (lists) await dropOthers(desk, read.named);
  await tell({
    connections: (await loadConnections(desk.database)).filter(({ policy }) => policy === 'set').map(({ id }) => id),
    preferences: Object.keys(read.preferences) as (keyof Preferences)[],
    sites: read.sites.map(({ id }) => id),
    rules: nothing.rules,
  });
  return isSo ? null : changed;
}

/** Connections that a policy has set and no longer names. */
async function dropOthers(desk: Desk, named: string[]): Promise<void> {
  const isDropped = ({ id, policy }: ConnectionSettings) => policy === 'set' && !named.includes(documentId(id));
  if (!(await loadConnections(desk.database)).some(isDropped)) return;
  await rearrange(desk, (all) => all.map((one) => (isDropped(one) ? { ...one, policy: 'dropped' } : one)));
}

/** Throws the Problem `managed` for a connection that is set by policy. */
export async function refuseManaged(connection: string | null): Promise<void> {
  if (connection !== null && (await managedNow()).connections.includes(connection)) throw new ProblemError({ kind: 'managed' });
}

/** Throws the Problem `managed` for a chat page that a policy teaches. */
export async function refuseManagedSite(site: string): Promise<void> {
  if ((await managedNow()).sites.includes(site)) throw new ProblemError({ kind: 'managed' });
}

/**
 * Publishes what the policy allows, even while the records cannot be read, and removes numbers that pages may no longer show from the session.
 * Returns whether anything has changed.
 */
export async function publishRules(): Promise<boolean> {
  const [before, rules] = [await managedNow(), await rulesNow()];
  if (JSON.stringify(before.rules) === JSON.stringify(rules)) return false;
  const shown = ofKind(await readState(), 'customer').map(({ key, value }) => [key, value]);
  if (!rules.reveal) await writeState(Object.fromEntries(shown) as StateChange);
  await tell({ ...before, rules });
  return true;
}

/** Throws the Problem `managed` for a CRM, or for the local book, that the policy does not allow to be connected. */
export function refuseConnecting({ provider }: { provider: string }): Promise<void> {
  return refuseForbidden(provider === BOOK.provider ? 'localBook' : 'connections');
}

/** Throws the Problem `managed` for a settings file with such a connection, unless the policy sets that one. */
export async function refuseImporting(document: string): Promise<void> {
  const read = parseDocument(document);
  if (Array.isArray(read)) return;
  const { connections } = await managedNow();
  for (const one of read.connections) if (!connections.includes(one.id)) await refuseConnecting(one);
}

/** The wanted preferences, except those that the policy sets. */
export async function withManaged(wanted: Preferences): Promise<Preferences> {
  const [{ preferences }, now] = [await managedNow(), await preferencesNow()];
  return { ...wanted, ...Object.fromEntries(preferences.map((key) => [key, now[key]])) };
}

/** The wanted order with the connections of the policy first. */
export async function managedFirst(wanted: string[]): Promise<string[]> {
  const { connections } = await managedNow();
  return [...connections, ...wanted.filter((id) => !connections.includes(id))];
}

async function managedNow(): Promise<Required<Managed>> {
  return { ...NOTHING, ...(await readState(['managed'])).managed };
}

interface ReadPolicy {
  /** A settings document, without the rules; null if there is none. */
  text: string | null;
  /** Whether it says which connections there are; without a list, those that are there stay. */
  lists: boolean;
  faults: SettingsFault[];
}

/** Reads the policy. It need not have all that a settings document begins with, and where it has that otherwise, the rest of it is a policy. */
async function readPolicy(): Promise<ReadPolicy> {
  // An unmanaged browser rejects the call.
  const given: Record<string, unknown> = await browser.storage.managed.get(null).catch(() => ({}));
  // Firefox hands a list over as an object with its places as keys.
  const isList = Object.keys(given).length > 0 && Object.keys(given).every((key, place) => key === String(place));
  if (isList) return { text: null, lists: false, faults: [{ path: 'policy', expected: 'Object', found: 'array' }] };
  const policy: Record<string, unknown> = withoutRules(given);
  const { connections = [] } = policy;
  const lists = Array.isArray(connections);
  const head = Object.entries(HEAD).filter(([key, value]) => Object.hasOwn(policy, key) && policy[key] !== value);
  const text = JSON.stringify({ ...policy, ...HEAD, connections: lists ? connections : [] });
  return {
    text: Object.keys(policy).length === 0 ? null : text,
    lists,
    faults: [
      ...head.map(([key, value]) => ({ path: key, expected: JSON.stringify(value), found: kindOf(policy[key]) })),
      ...(lists ? [] : [{ path: 'connections', expected: 'Array', found: kindOf(connections) }]),
    ],
  };
}

async function isApplied(desk: Desk, { connections, preferences }: ReadDocument): Promise<boolean> {
  const [stored, chosen] = [await loadConnections(desk.database), await preferencesNow()];
  const same = connections.every((one, place) => {
    const now = stored[place];
    const isNamed = now?.policy === 'set' && documentId(now.id) === one.id && now.provider === one.provider && now.name === one.name;
    return isNamed && holds(now.values, one.values);
  });
  return same && holds(chosen, preferences);
}

/** Whether `there` has all values of `wanted`; it may have more, such as secrets that the person has typed. */
function holds(there: object, wanted: object): boolean {
  return Object.entries(wanted).every(([key, value]) => (there as Record<string, unknown>)[key] === value);
}

async function tell(managed: Managed): Promise<void> {
  const before = await managedNow();
  if (JSON.stringify(before) !== JSON.stringify(managed)) await writeState({ managed });
}
