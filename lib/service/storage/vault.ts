import { deleteDB } from 'idb';
import { isFull } from '../../model/problem';
import { isShut, isUnlocked, type LockAfter, type VaultView } from '../../model/vault';
import { forgetRaw, openRaw } from '../database';
import { checked, keepRecord, newKey, recordIn, unwrap, wrap, type VaultRecord } from './passphrase';
import { asItLies, inTime, lyingIn, READABLE, SEALED, unreadable, viewOf, withoutKey, type State } from './as-it-lies';
import { rewrite } from './rewrite';
import { createSeal } from './seal';
import { createDatabase, type Database, type Lying, type RawDatabase } from './seam';
import { setAside } from './set-aside';
import type { Key, VaultWorld } from './world';

/** Opens whatever lies on the disk, and goes on with what was interrupted where the key is known; else it is undone. */
export async function openVault(world: VaultWorld): Promise<Vault> {
  const vault = new Vault(world);
  await vault.reopen();
  return vault;
}

/**
 * Where everything lies that is kept on the disk: readable, or sealed with a data key that only the passphrase gives back. Each method
 * waits for the one before it; a page that got no answer may ask for the same again.
 */
export class Vault {
  /** Stays the same however the records lie. Throws the Problem `locked` while they cannot be read. */
  readonly database: Database;
  private readonly world: VaultWorld;
  private state: State = { kind: 'broken' };
  private turn: Promise<unknown> = Promise.resolve();
  /** Set when an opening has found nothing on the disk, until that was taken note of: the next opening does not see it. */
  private foundNothing = false;

  constructor(world: VaultWorld) {
    this.world = world;
    const lying = () => lyingIn(this.state);
    this.database = createDatabase(lying, (table, key, why) => {
      const moved = setAside(lying(), table, key, why, world.now());
      moved.then((gone) => gone && world.foundBroken(table)).catch(() => undefined);
    });
  }

  view(): VaultView {
    return viewOf(this.state);
  }

  /** Resolves when nothing is being moved any more. */
  settled(): Promise<unknown> {
    return this.turn;
  }

  /**
   * Opens what lies on the disk, whatever was open before: at the start, and after the browser has closed it. Where that cannot be, nothing
   * can be read until it is tried again. Never throws.
   */
  reopen(): Promise<void> {
    return this.inTurn(() => this.openAnew());
  }

  /** Opens what could not be opened before; nothing where it is open by now. */
  tryAgain(): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind === 'broken') await this.openAnew();
    });
  }

  /** Opens anew where the database that is open is not on the disk any more: Chromium does not always close it when it deletes it. */
  lookAgain(): Promise<void> {
    return this.inTurn(async () => {
      if (!('raw' in this.state)) return;
      const { name } = this.state.raw;
      const there = await indexedDB.databases();
      if (!there.some((one) => one.name === name)) await this.openAnew();
    });
  }

  private readonly closed = (raw: RawDatabase): void => {
    void this.inTurn(async () => {
      if ('raw' in this.state && this.state.raw === raw) await this.openAnew();
    });
  };

  private async openAnew(): Promise<void> {
    if ('raw' in this.state) {
      this.state.raw.close();
      await this.world.rest().catch(() => undefined);
    }
    try {
      const state = await inTime(asItLies(this.closed, () => (this.foundNothing = true)));
      // Before anything can be read: an empty outbox would be taken for one whose edits were accepted.
      const isNew = this.foundNothing;
      if (isNew) await this.world.foundNothing();
      this.foundNothing = false;
      // What keeps a move from going on leaves the records where they are complete.
      await this.takeUp(state).catch(() => undefined);
      if (isNew) await this.world.beganAnew();
    } catch {
      await this.break();
    }
  }

  /** Nothing can be read until the next try. What was locked stays so. */
  private async break(): Promise<void> {
    const key = await this.world.readKey().catch(() => null);
    this.become({ kind: 'broken', ...(isShut(this.view()) ? { lock: 'shut' } : key && { lock: 'open' }) });
  }

  /** Seals everything that is kept. It goes on when the worker is stopped meanwhile; when the browser is, everything stays readable. */
  seal(passphrase: string, lockAfter: LockAfter): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind === 'open') return void (await checked(this.state.record, passphrase));
      if (this.state.kind !== 'none') throw unreadable(this.state);
      const { raw: before } = this.state;
      this.moved(0, 0);
      await this.world.rest();
      before.close();
      const key = newKey();
      const raw = await openRaw(SEALED, undefined, this.closed);
      const record: VaultRecord = { id: 'vault', version: 1, ...(await wrap(key, passphrase)), phase: 'sealing', lockAfter };
      await this.world.writeKey(key);
      await keepRecord(raw, record);
      await this.move(raw, record, key);
    });
  }

  /** Makes everything readable again. It goes on when the worker is stopped meanwhile; when the browser is, everything stays sealed. */
  unseal(passphrase: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind === 'none') return;
      if (this.state.kind !== 'open') throw unreadable(this.state);
      const { raw, record } = this.state;
      const key = await checked(record, passphrase);
      this.moved(0, 0);
      await this.world.rest();
      const opening: VaultRecord = { ...record, phase: 'opening' };
      await keepRecord(raw, opening);
      await this.move(raw, opening, key);
    });
  }

  unlock(passphrase: string): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind === 'locked') await this.openWith(await checked((await recordIn(this.state.raw))!, passphrase));
    });
  }

  lock(): Promise<void> {
    return this.inTurn(async () => {
      if (!isUnlocked(this.view())) return;
      await this.world.writeKey(null);
      this.become('raw' in this.state ? { kind: 'locked', raw: this.state.raw } : { kind: 'broken', lock: 'shut' });
    });
  }

  change(passphrase: string, next: string): Promise<void> {
    return this.changeRecord(async (record) => {
      const key = (await unwrap(record, next)) ?? (await checked(record, passphrase));
      return { ...record, ...(await wrap(key, next)) };
    });
  }

  setLockAfter(lockAfter: LockAfter): Promise<void> {
    return this.changeRecord(async (record) => ({ ...record, lockAfter }));
  }

  /** Nothing stays; begins anew with an empty readable database. */
  wipe(): Promise<void> {
    return this.inTurn(async () => {
      if ('raw' in this.state) this.state.raw.close();
      this.moved(0, 0);
      await this.world.writeKey(null);
      await Promise.all([deleteDB(SEALED), deleteDB(READABLE)]);
      this.become({ kind: 'none', raw: await openRaw(READABLE, undefined, this.closed) });
    });
  }

  private changeRecord(change: (record: VaultRecord) => Promise<VaultRecord>): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind !== 'open') throw unreadable(this.state);
      const record = await change(this.state.record);
      await keepRecord(this.state.raw, record);
      this.become({ ...this.state, record });
    });
  }

  private async takeUp(state: State): Promise<void> {
    this.state = state;
    const key = state.kind === 'locked' ? await this.world.readKey() : null;
    if (key) await this.openWith(key);
    else this.become(await withoutKey(state, this.closed));
  }

  private async openWith(key: Key): Promise<void> {
    if (this.state.kind !== 'locked') return;
    const { raw } = this.state;
    const record = (await recordIn(raw))!;
    await this.world.writeKey(key);
    await this.move(raw, record, key);
  }

  /** Takes the records into the sealed database or out of it where that was begun, and leaves nothing where they were. */
  private async move(raw: RawDatabase, record: VaultRecord, key: Key): Promise<void> {
    const seal = await createSeal(key);
    if (record.phase === 'sealed') return this.become({ kind: 'open', record, raw, seal });
    this.moved(0, 0);
    const readable = await openRaw(READABLE, undefined, this.closed);
    const open = { kind: 'open' as const, record: { ...record, phase: 'sealed' as const }, raw, seal };
    const sealing = record.phase === 'sealing';
    const plain: Lying = { raw: readable, seal: null };
    const rewritten = rewrite(sealing ? plain : open, sealing ? open : plain, this.world.now(), (done, total) => this.moved(done, total));
    // On a full disk they stay where they come from: there they are complete.
    const isDone = await rewritten.then(
      () => true,
      () => false,
    );
    await (sealing === isDone ? this.staySealed(open, readable) : this.stayReadable(raw, readable));
    await rewritten;
  }

  private async stayReadable(sealed: RawDatabase, raw: RawDatabase): Promise<void> {
    await forgetRaw(sealed, SEALED);
    await this.world.writeKey(null);
    this.become({ kind: 'none', raw });
  }

  private async staySealed(open: Extract<State, { kind: 'open' }>, readable: RawDatabase): Promise<void> {
    await keepRecord(open.raw, open.record);
    await forgetRaw(readable, READABLE);
    this.become(open);
  }

  private moved(done: number, total: number): void {
    this.become({ kind: 'moving', done, total });
  }

  private become(state: State): void {
    this.state = state;
    this.world.changed(this.view());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work).catch(async (thrown) => {
      // A disk that is full before a move has begun: it is taken up as the next worker would.
      if (isFull(thrown) && this.state.kind === 'moving') await this.openAnew();
      throw thrown;
    });
    this.turn = done.catch(() => undefined);
    return done;
  }
}
