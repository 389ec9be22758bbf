import type { VaultView } from '../../model/vault';
import { createDatabase, type Database, type Lying, type Table } from './sealed-database';
import { setAside } from './set-aside';

/** What the vault is given: a place for the data key that lasts as long as the browser runs, and whoever wants to be told. */
export interface VaultWorld {
  readKey(): Promise<Key | null>;
  writeKey(key: Key | null): Promise<void>;
  /** Whether nothing may be read before it is sealed: readable records stay where they are until then. */
  needsPassphrase(): boolean;
  /** How it stands has changed. */
  changed(view: VaultView): void;
  /** Everything is about to be written anew: whoever has read something forgets it. */
  rest(): Promise<unknown>;
  /** Records are gone that may have lain on the disk, all of them or some: or it is the first time. Nothing can be read before this resolves. */
  foundLoss(): Promise<unknown>;
  /** After `foundLoss`: what there is can be read, unless it is locked. */
  beganAnew(): Promise<unknown>;
  /** A record of this table was set aside. */
  foundBroken(table: Table): unknown;
  /** Epoch ms. */
  now(): number;
}

export type Key = Uint8Array<ArrayBuffer>;

/** The records wherever they lie; one that is not what it should be is set aside. */
export function databaseOver(lying: () => Lying, { now, foundBroken }: Pick<VaultWorld, 'now' | 'foundBroken'>): Database {
  return createDatabase(lying, (table, key, why) => {
    const moved = setAside(lying(), table, key, why, now());
    moved.then((gone) => gone && foundBroken(table)).catch(() => undefined);
  });
}
