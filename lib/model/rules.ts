/** What an administrator's policy allows; everything where none says otherwise. */
export interface Rules {
  /** Customers, links and settings may be taken out into a file. */
  export: boolean;
  /** Phone numbers may be shown in full. Where not, no page gets more than their last digits. */
  reveal: boolean;
  /** Everything may be deleted at once. */
  wipe: boolean;
  /** A person may connect CRMs that the policy does not name. */
  connections: boolean;
  /** A person may add customers who are kept on this computer alone. */
  localBook: boolean;
  /** Anything may be kept without a passphrase. */
  unsealed: boolean;
}

export const ALL_ALLOWED: Rules = { export: true, reveal: true, wipe: true, connections: true, localBook: true, unsealed: true };

/** Those that a policy can forbid one by one, in its `allow`; a passphrase is required by a key of its own. */
export const FORBIDDABLE = ['export', 'reveal', 'wipe', 'connections', 'localBook'] as const satisfies (keyof Rules)[];
