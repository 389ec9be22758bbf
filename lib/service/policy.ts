import { publishConnections, type Desk } from './desk';
import { drainAll } from './edits/outbox';
import { requirePassphrase } from './maintenance/locking';
import { renewChips } from './pages/chips';
import { lookUpOpen } from './pages/look-up-open';
import { needsPassphrase, openRules, rulesNow } from './rules';
import { applyPolicy, publishRules } from './settings/managed';
import type { Vault } from './storage/vault';

/** Runs work that needs the records, unless they are locked. */
export type WhenReadable = (work: (desk: Desk) => Promise<unknown>) => Promise<void>;

/** Applies the administrator's policy: what it allows, also while no record can be read, and the settings that it makes. */
export async function takePolicy(whenReadable: WhenReadable): Promise<void> {
  const isOther = await publishRules();
  await whenReadable(followPolicy);
  // A worker that was stopped in between may have notified the pages without changing the connections.
  if (isOther || Object.values(await rulesNow()).includes(false)) await whenReadable(publishConnections);
}

/** The policy has changed while the worker runs: the connections are rebuilt by the new rules. */
export async function takeOtherPolicy(desk: Desk, vault: Vault, whenReadable: WhenReadable): Promise<void> {
  const needed = needsPassphrase();
  openRules();
  await rulesNow();
  desk.connected = null;
  if (needsPassphrase() !== needed) await requirePassphrase(desk, vault);
  await takePolicy(whenReadable);
}

/** Applies the settings that the policy makes, and looks open contacts up again. */
export async function followPolicy(desk: Desk): Promise<void> {
  const changed = await applyPolicy(desk);
  if (!changed) return;
  await lookUpOpen(desk, changed);
  await drainAll(desk, (ref) => renewChips(desk, ref));
}
