/** Minutes without anybody at the computer until Kebian locks itself, 0 = not by itself. */
export type LockAfter = 0 | 5 | 15 | 60;

/**
 * Whether what is kept on this computer is sealed with a passphrase: none = it is not; moving = it is being written anew, `total` records
 * in all; locked = nothing can be read or changed, `unset` because the administrator's policy requires a passphrase and there is none; broken = the browser does not open it, `asks` where the CRMs are asked all the same,
 * `lock` = open where the session holds the key, shut where it was locked.
 */
export type VaultView =
  | { kind: 'none' }
  | { kind: 'moving'; done: number; total: number }
  | { kind: 'locked'; unset?: true }
  | { kind: 'broken'; asks?: boolean; lock?: 'open' | 'shut' }
  | { kind: 'open'; lockAfter: LockAfter };

/** Whether it is locked, also while the browser does not open it. */
export function isShut(view: VaultView | null | undefined): boolean {
  return view?.kind === 'locked' || (view?.kind === 'broken' && view.lock === 'shut');
}

/** Whether it is so for the lack of a passphrase. */
export function isUnset(view: VaultView | null | undefined): boolean {
  return view?.kind === 'locked' && view.unset === true;
}

/** Whether it could be locked. */
export function isUnlocked(view: VaultView | null | undefined): boolean {
  return view?.kind === 'open' || (view?.kind === 'broken' && view.lock === 'open');
}
