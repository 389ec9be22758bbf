import { item, readState, writeState } from '../wire/items';
import type { VaultView } from '../model/view';
import type { VaultWorld } from './storage/vault';

/** How often the pages hear how far a move is, in ms. */
const AT_MOST_EVERY = 250;

/** The vault's key lies in session storage: in memory only, closed to chat pages, gone with the browser. */
export function createVaultWorld(
  now: () => number,
  changed: (view: VaultView) => void,
  foundBroken: VaultWorld['foundBroken'],
): VaultWorld {
  let telling: Promise<unknown> = Promise.resolve();
  let toldAt = 0;
  return {
    readKey: async () => {
      const { vaultKey } = await readState(['vaultKey']);
      return vaultKey === undefined ? null : bytesOf(vaultKey);
    },
    writeKey: (key) => writeState(item('vaultKey', key ? hexOf(key) : undefined)),
    changed: (view) => {
      changed(view);
      if (view.kind === 'moving' && view.done > 0 && now() - toldAt < AT_MOST_EVERY) return;
      toldAt = now();
      telling = telling.then(() => writeState({ vault: view }));
    },
    foundBroken,
    now,
  };
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
