import type { SettingsFault } from '../../model/settings-document';
import { browser } from 'wxt/browser';
import { documentId } from '../../model/former';
import { ProblemError } from '../../model/problem';
import type { ConnectionSettings, Preferences } from '../../model/settings';
import type { Managed } from '../../model/view';
import { readState, writeState } from '../session/items';
import { preferencesNow } from '../choices';
import { loadConnections } from '../connections/connections';
import type { Desk } from '../desk';
import { rearrange } from './change-connections';
import { importSettings } from './settings';
import { parseDocument, type ReadDocument } from './settings-document';
import { noteStorage } from '../storage/status';

const NOTHING: Managed = { connections: [], preferences: [] };

/**
 * Takes over the settings document that an administrator has set by policy, where it says something new. What is wrong in it is left out and
 * told; a connection of which something is wrong stays as it was before. A connection that the policy does not name any more stays and can be edited again, and its edits wait until the person decides.
 * Answers with the ids of the connections that are others than before, null when everything was so already.
 */
export async function applyPolicy(desk: Desk): Promise<string[] | null> {
  const text = await policyText();
  const read = text === null ? null : parseDocument(text);
  const faults: SettingsFault[] = Array.isArray(read) ? read : (read?.leftOut ?? []);
  const { storage } = await readState(['storage']);
  if (faults.length > 0 || (storage?.policyFaults.length ?? 0) > 0) await noteStorage({ policyFaults: faults });
  if (Array.isArray(read)) {
    await tell(NOTHING);
    return null;
  }
  if (text === null || read === null) {
    await dropOthers(desk, []);
    await tell(NOTHING);
    return null;
  }
  const isSo = await isApplied(desk, read);
  // Pages and links that were taken away here come back without being compared.
  const changed = isSo && read.sites.length + read.links.length === 0 ? [] : await importSettings(desk, text, true);
  await dropOthers(desk, read.named);
  await tell({
    connections: (await loadConnections(desk.database)).filter(({ policy }) => policy === 'set').map(({ id }) => id),
    preferences: Object.keys(read.preferences) as (keyof Preferences)[],
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

/** The wanted preferences, but for those that are set by policy. */
export async function withManaged(wanted: Preferences): Promise<Preferences> {
  const [{ preferences }, now] = [await managedNow(), await preferencesNow()];
  return { ...wanted, ...Object.fromEntries(preferences.map((key) => [key, now[key]])) };
}

/** What is set by policy leads, whatever order was wanted. */
export async function managedFirst(wanted: string[]): Promise<string[]> {
  const { connections } = await managedNow();
  return [...connections, ...wanted.filter((id) => !connections.includes(id))];
}

async function managedNow(): Promise<Managed> {
  return (await readState(['managed'])).managed ?? NOTHING;
}

/** The policy as the document that a file would hold; null where there is none. */
async function policyText(): Promise<string | null> {
  // An unmanaged browser rejects the call.
  const policy = await browser.storage.managed.get(null).catch(() => ({}));
  if (Object.keys(policy).length === 0) return null;
  return JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], ...policy });
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

/** Whether everything that is wanted is so; more may be there, such as secrets that the person has typed. */
function holds(there: object, wanted: object): boolean {
  return Object.entries(wanted).every(([key, value]) => (there as Record<string, unknown>)[key] === value);
}

async function tell(managed: Managed): Promise<void> {
  const before = await managedNow();
  if (JSON.stringify(before) !== JSON.stringify(managed)) await writeState({ managed });
}
