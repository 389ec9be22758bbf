/** Minutes without input after which Kebian locks itself, 0 = never. */
export type LockAfter = 0 | 5 | 15 | 60;

/**
 * The state of the passphrase protection: none = records are readable; moving = records are being rewritten, `total` in all; locked = records
 * can be neither read nor changed (`unset`: the administrator's policy requires a passphrase and none is set yet); broken = the browser cannot
 * open the database (`asks`: CRMs are still asked; `lock`: `open` where the session has the key, `shut` where it was locked).
 */
export type VaultView =
  | { kind: 'none' }
  | { kind: 'moving'; done: number; total: number }
  | { kind: 'locked'; unset?: true }
  | { kind: 'broken'; asks?: boolean; lock?: 'open' | 'shut' }
  | { kind: 'open'; lockAfter: LockAfter };

/** Whether it is locked, also while the database cannot be opened. */
export function isShut(view: VaultView | null | undefined): boolean {
  return view?.kind === 'locked' || (view?.kind === 'broken' && view.lock === 'shut');
}

/** Whether it is locked because no passphrase is set. */
export function isUnset(view: VaultView | null | undefined): boolean {
  return view?.kind === 'locked' && view.unset === true;
}

/** Whether it could be locked. */
export function isUnlocked(view: VaultView | null | undefined): boolean {
  return view?.kind === 'open' || (view?.kind === 'broken' && view.lock === 'open');
}
