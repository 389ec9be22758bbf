/** What relays keep in common. Times are in ms; what has an end is gone after it. */
export interface Store {
  get(key: string): Promise<string | null>;
  /** null deletes. */
  set(key: string, value: string | null, forMs?: number): Promise<void>;
  /** Sets what is not there; says whether it did. */
  claim(key: string, value: string, forMs: number): Promise<boolean>;
  /** Sets, for good, what is not there; says whether it did. */
  create(key: string, value: string): Promise<boolean>;
  /** Lets what is there be there for longer if it is this value; says whether it was. */
  prolong(key: string, value: string, forMs: number): Promise<boolean>;
  /** Deletes what is there if it is this value. */
  release(key: string, value: string): Promise<void>;
  /** All values whose keys begin so. */
  all(prefix: string): Promise<string[]>;
  /** Takes one of the `calls` that any window of this length allows, wherever the window begins: 0, or after how many ms to ask again. */
  take(key: string, calls: number, windowMs: number): Promise<number>;
  /** Writes one line into the audit. */
  note(line: string): Promise<void>;
  /** The newest lines of the audit, the oldest of them first. */
  noted(most: number): Promise<string[]>;
  close(): Promise<void>;
}
