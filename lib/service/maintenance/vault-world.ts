import { since } from '../../model/elapsed';
import { serialQueue } from '../../model/serial-queue';
import type { VaultView } from '../../model/vault';
import { hexOf } from '../../model/digest';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';
import type { VaultWorld } from '../storage/world';

/** The interval at which the progress of a move is sent to pages, in ms. */
const AT_MOST_EVERY = 250;

/** `changed` returns what the pages get to see. */
type Given = Omit<VaultWorld, 'readKey' | 'writeKey' | 'changed'> & { changed(view: VaultView): VaultView };

/** The vault's key is in session storage: in memory only, closed to chat pages, gone with the browser. */
export function createVaultWorld(given: Given): VaultWorld {
  const serially = serialQueue();
  let toldAt = 0;
  return {
    ...given,
    readKey: async () => {
      const { vaultKey } = await readState(['vaultKey']);
      return vaultKey === undefined ? null : bytesOf(vaultKey);
    },
    writeKey: (key) => writeState(item('vaultKey', key ? hexOf(key) : undefined)),
    changed: (view) => {
      const shown = given.changed(view);
      if (view.kind === 'moving' && view.done > 0 && since(toldAt, given.now()) < AT_MOST_EVERY) return;
      toldAt = given.now();
      void serially(() => writeState({ vault: shown }));
    },
  };
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
