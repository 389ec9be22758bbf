import type { Failed } from '../problem';
import type { FileFault } from './file-fault';

/** Why an action failed: a fault of the file, or a Problem of the worker. */
export type Trouble = { kind: 'file'; fault: FileFault } | Failed;

/** The value that an action returns, or why it failed. */
export type Outcome<T> = { kind: 'done'; value: T } | Trouble;
