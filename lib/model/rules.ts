/** What an administrator's policy allows; without a policy, everything. */
export interface Rules {
  /** Customers, links and settings may be exported to a file. */
  export: boolean;
  /** Phone numbers may be shown in full. Otherwise pages only get their last digits. */
  reveal: boolean;
  /** Everything may be deleted at once. */
  wipe: boolean;
  /** A person may connect CRMs that the policy does not contain. */
  connections: boolean;
  /** A person may add customers that are only stored on this computer. */
  localBook: boolean;
  /** Records may be stored without a passphrase. */
  unsealed: boolean;
}

export const ALL_ALLOWED: Rules = { export: true, reveal: true, wipe: true, connections: true, localBook: true, unsealed: true };

/** The rules that a policy can forbid in its `allow`; a required passphrase has a key of its own. */
export const FORBIDDABLE = ['export', 'reveal', 'wipe', 'connections', 'localBook'] as const satisfies (keyof Rules)[];
