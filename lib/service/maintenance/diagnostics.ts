import { browser } from 'wxt/browser';
import { readState } from '../session/items';
import { preferencesNow } from '../choices';
import { connections, type Desk } from '../desk';
import { storedEdits } from '../edits/stored-edits';
import type { Vault } from '../storage/vault';

/** A report that helps to understand a fault: kinds, counts and times. It contains no name, address, credential or id of anybody. */
export async function diagnose(desk: Desk, vault: Vault): Promise<string> {
  const { storage, managed } = await readState(['storage', 'managed']);
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate().catch(() => null)) ?? {};
  const report = {
    kebian: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    at: new Date(desk.now()).toISOString(),
    preferences: await preferencesNow(),
    vault: vault.view(),
    storage: { usage, quota, setAside: storage?.setAside ?? [], fullAt: storage?.fullAt ?? null, stoppedAt: storage?.stoppedAt ?? null },
    policy: { connections: managed?.connections.length ?? 0, preferences: managed?.preferences ?? [], faults: storage?.policyFaults ?? [] },
    ...(desk.locked ? {} : await whatIsKept(desk)),
  };
  return JSON.stringify(report, null, 2);
}

async function whatIsKept(desk: Desk) {
  const [all, edits, copies] = await Promise.all([connections(desk), storedEdits(desk), desk.database.getAll('directoryState')]);
  return {
    connections: all.map(({ settings: { id, provider } }) => {
      const copy = copies.find(({ connection }) => connection === id);
      const { renewedAt = null, filling = null, limited = false, problem = null } = copy ?? {};
      return {
        provider,
        problem: desk.problems.get(id)?.kind ?? null,
        copy: copy && { renewedAt, filling: filling !== null, limited, problem: problem?.kind ?? null },
      };
    }),
    edits: edits.map(({ change, state, attempts }) => ({
      change: change.kind,
      state: state.kind,
      attempts,
      problem: state.kind === 'rejected' ? state.problem.kind : null,
    })),
    kept: { customers: await desk.database.count('customers'), links: await desk.database.count('links') },
  };
}
