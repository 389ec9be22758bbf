import { serialQueue } from '../../model/serial-queue';
import { isFull, ProblemError } from '../../model/problem';
import { isShut, isUnlocked, type LockAfter, type VaultView } from '../../model/vault';
import type { Closed } from './database';
import { checked, keepRecord, newRecord, recordIn, unwrap, wrap, type VaultRecord } from './passphrase';
import { asItLies, deleteBoth, lyingIn, onDisk, READABLE, SEALED, unmovable, viewOf, withoutKey, type State } from './on-disk';
import { move } from './move';
import { NotOpened, notMoved, openInTime } from './opening';
import { createSeal } from './seal';
import type { Database, RawDatabase } from './sealed-database';
import { databaseOver, type Key, type VaultWorld } from './world';

const BEGUN: State = { kind: 'moving', done: 0, total: 0 };

/** Opens the database on the disk, and completes an interrupted move if the data key is known; otherwise undoes it. */
export async function openVault(world: VaultWorld): Promise<Vault> {
  const vault = new Vault(world);
  await vault.reopen();
  return vault;
}

/**
 * The stored records: readable, or sealed with a data key that only the passphrase unwraps. Calls run one after the other; each may be repeated by a
 * page that got no answer.
 */
export class Vault {
  /** Stays the same object, whether the records are sealed or readable. Throws the Problem `locked` while they cannot be read. */
  readonly database: Database;
  private readonly world: VaultWorld;
  private state: State = { kind: 'broken' };
  private readonly queue = serialQueue();
  /** True after an opening that found records missing, until `foundLoss` has run: the next opening cannot see it. */
  private foundLoss = false;

  constructor(world: VaultWorld) {
    this.world = world;
    this.database = databaseOver(() => lyingIn(this.state, world.needsPassphrase()), world);
  }

  view(): VaultView {
    return viewOf(this.state, this.world.needsPassphrase());
  }

  /** Resolves when no move is running. */
  settled(): Promise<unknown> {
    return this.queue(async () => undefined);
  }

  /** Opens the database on the disk again: at the start, and after the browser has closed it. If that fails, nothing can be read until the next try. */
  reopen(): Promise<void> {
    return this.queued(() => this.openAnew());
  }

  /** Tries to open the database again if it is not open. */
  tryAgain(): Promise<void> {
    return this.queued(async () => {
      if (this.state.kind === 'broken') await this.openAnew();
    });
  }

  /** Reopens if the open database is no longer on the disk: Chromium does not always close a database that it deletes. */
  lookAgain(): Promise<void> {
    return this.queued(async () => {
      if (!('raw' in this.state)) return;
      const { name } = this.state.raw;
      if ((await onDisk([name])).length === 0) await this.openAnew();
    });
  }

  /** A worker that was replaced by another does not reopen the database that the other has closed. */
  private readonly closed: Closed = (raw, why) => {
    void this.queued(async () => {
      if ('raw' in this.state && this.state.raw === raw) await (why === 'ended' ? this.openAnew() : this.break());
    });
  };

  private async openAnew(): Promise<void> {
    if ('raw' in this.state) {
      this.state.raw.close();
      await this.world.rest().catch(() => undefined);
    }
    try {
      const state = await asItLies(this.closed, () => (this.foundLoss = true));
      // Has to run before anything can be read: an empty outbox would look like one whose edits were accepted.
      const isLoss = this.foundLoss;
      if (isLoss) await this.world.foundLoss();
      this.foundLoss = false;
      // With a full disk the move has ended where the records are complete; any other error has to be tried again.
      await this.takeUp(state).catch(async () => (this.state === state || this.state.kind === 'moving' ? this.break() : undefined));
      if (isLoss) await this.world.beganAnew();
    } catch {
      await this.break();
    }
  }

  /** Nothing can be read until the next try. A locked vault stays locked. */
  private async break(): Promise<void> {
    const key = await this.world.readKey().catch(() => null);
    this.become({ kind: 'broken', ...(isShut(this.view()) ? { lock: 'shut' } : key && { lock: 'open' }) });
  }

  /** Seals all records. After a stop of the worker it continues; after a stop of the browser all records are still readable. */
  seal(passphrase: string, lockAfter: LockAfter): Promise<void> {
    return this.moving(async () => {
      if (this.state.kind === 'open') return void (await checked(this.state.record, passphrase));
      if (this.state.kind !== 'none') throw unmovable(this.state);
      const { raw: before } = this.state;
      this.become(BEGUN);
      await this.world.rest();
      before.close();
      const raw = await openInTime(SEALED, this.closed);
      const { key, record } = await newRecord(passphrase, lockAfter);
      await this.world.writeKey(key);
      await keepRecord(raw, record);
      await this.goOn(raw, record, key);
    });
  }

  /** Makes all records readable again. After a stop of the worker it continues; after a stop of the browser all records are still sealed. */
  unseal(passphrase: string): Promise<void> {
    return this.moving(async () => {
      if (this.state.kind === 'none') return;
      if (this.state.kind !== 'open') throw unmovable(this.state);
      const { raw, record } = this.state;
      const key = await checked(record, passphrase);
      this.become(BEGUN);
      await this.world.rest();
      const opening = { ...record, phase: 'opening' as const };
      await keepRecord(raw, opening);
      await this.goOn(raw, opening, key);
    });
  }

  unlock(passphrase: string): Promise<void> {
    return this.queued(async () => {
      if (this.state.kind !== 'locked') return;
      const key = await checked((await recordIn(this.state.raw))!, passphrase);
      const thrown = await this.tried(() => this.openWith(key));
      if (thrown !== null) throw thrown;
    });
  }

  lock(): Promise<void> {
    return this.queued(async () => {
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

  /**
   * Deletes everything and begins with an empty readable database. Throws the Problem `not-wiped` if the browser does not delete it; the data key is
   * deleted in any case.
   */
  wipe(): Promise<void> {
    return this.queued(async () => {
      if ('raw' in this.state) this.state.raw.close();
      this.become(BEGUN);
      await this.world.writeKey(null);
      if (!(await deleteBoth())) {
        await this.openAnew();
        throw new ProblemError({ kind: 'not-wiped' });
      }
      const raw = await openInTime(READABLE, this.closed).catch(() => null);
      await (raw ? this.become({ kind: 'none', raw }) : this.break());
    });
  }

  private changeRecord(change: (record: VaultRecord) => Promise<VaultRecord>): Promise<void> {
    return this.queued(async () => {
      if (this.state.kind !== 'open') throw unmovable(this.state);
      const record = await change(this.state.record);
      await keepRecord(this.state.raw, record);
      this.become({ ...this.state, record });
    });
  }

  private async takeUp(state: State): Promise<void> {
    this.state = state;
    const key = await this.world.readKey();
    // The database of this key was not created.
    if (key && state.kind === 'none') await this.world.writeKey(null);
    if (key && state.kind === 'locked') await this.openWith(key);
    else this.become(await withoutKey(state, this.closed));
  }

  private async openWith(key: Key): Promise<void> {
    const { raw } = this.state as Extract<State, { kind: 'locked' }>;
    const record = (await recordIn(raw))!;
    await this.world.writeKey(key);
    await this.goOn(raw, record, key);
  }

  private async goOn(raw: RawDatabase, record: VaultRecord, key: Key): Promise<void> {
    const seal = await createSeal(key);
    if (record.phase === 'sealed') return this.become({ kind: 'open', record, raw, seal });
    this.become(BEGUN);
    const { state, failed } = await move({ raw, record, seal }, this.closed, this.world.now(), (far) => this.become(far));
    if (state.kind === 'none') await this.world.writeKey(null);
    this.become(state);
    if (failed !== null) throw failed;
  }

  private become(state: State): void {
    this.state = state;
    this.world.changed(this.view());
  }

  /** Runs a move; once more, from the state on the disk, if a database was not opened. Throws the Problem of its end. */
  private moving(work: () => Promise<void>): Promise<void> {
    return this.queued(async () => {
      const first = await this.tried(work);
      const thrown = first instanceof NotOpened && this.state.kind !== 'broken' ? await this.tried(work) : first;
      if (thrown !== null) throw notMoved(thrown, this.state.kind === 'broken' || this.state.kind === 'moving');
    });
  }

  /**
   * The error that has stopped the work, null if it is complete. If a database was not opened, the state on the disk is read again, as the next
   * worker would; not if it was closed from outside, because there may be a next worker.
   */
  private async tried(work: () => Promise<void>): Promise<unknown> {
    try {
      await work();
      return null;
    } catch (thrown) {
      const isForOpening = thrown instanceof NotOpened || isFull(thrown);
      if (isForOpening && this.state.kind === 'moving') await this.openAnew();
      return thrown;
    }
  }

  private queued<T>(work: () => Promise<T>): Promise<T> {
    // No call may end in the state `moving`.
    return this.queue(() => work().finally(() => (this.state.kind === 'moving' ? this.break() : undefined)));
  }
}
