import type { VaultView } from '../../model/vault';
import { createDatabase, type Database, type Lying, type Table } from './sealed-database';
import { setAside } from './set-aside';

/** What the vault needs from outside: where to keep the data key until the browser ends, and whom to notify. */
export interface VaultWorld {
  readKey(): Promise<Key | null>;
  writeKey(key: Key | null): Promise<void>;
  /** Whether the policy asks for a passphrase: until one is set, readable records may not be read. */
  needsPassphrase(): boolean;
  /** Called when the state of the vault has changed. */
  changed(view: VaultView): void;
  /** Called before all records are rewritten: everything that was read from them must be forgotten. */
  rest(): Promise<unknown>;
  /** Called if records may be missing, all or some, or if this is the first start. Nothing can be read before this resolves. */
  foundLoss(): Promise<unknown>;
  /** Called after `foundLoss`, once the remaining records can be read, unless they are locked. */
  beganAnew(): Promise<unknown>;
  /** Called when a record of this table was set aside. */
  foundBroken(table: Table): unknown;
  /** Epoch ms. */
  now(): number;
}

export type Key = Uint8Array<ArrayBuffer>;

/** The database over the readable or sealed records; invalid records are set aside. */
export function databaseOver(lying: () => Lying, { now, foundBroken }: Pick<VaultWorld, 'now' | 'foundBroken'>): Database {
  return createDatabase(lying, (table, key, why) => {
    const moved = setAside(lying(), table, key, why, now());
    moved.then((gone) => gone && foundBroken(table)).catch(() => undefined);
  });
}
