import type { SchemaField } from '../book/schema';
import type { Decisions } from './checked';
import type { Target } from './columns';
import type { Layout } from './layout';
import type { Damaged } from './row-fault';

/** The import of one file as it was begun: with the same file, it can be continued after any interruption. */
export interface ImportAbout {
  /** The name of the file, and its digest. */
  file: string;
  digest: string;
  rows: number;
  reading: { encoding?: string; separator?: string; sheet?: number; shown?: boolean; layout?: Layout };
  headerRow: number | null;
  targets: Target[];
  /** The fields of the file that the book gets with it. */
  adds?: SchemaField[];
  damaged: Damaged;
  decisions: Decisions;
}

/** The state of an import. `parts` is the number of parts that are written. */
export interface ImportRun {
  run: string;
  /** When it was begun, epoch ms. */
  at: number;
  about: ImportAbout;
  /** Set where the customers lie in blocks: in all imports that were begun since there are any. */
  inBlocks?: true;
  state: 'running' | 'done' | 'undoing';
  parts: number;
  added: number;
  merged: number;
  gone: number;
}

/** The result of undoing one part. `kept` are customers that stay because they were changed, linked or followed up since. */
export interface UndoStep {
  left: number;
  removed: number;
  restored: number;
  kept: { id: string; name: string }[];
  /** Labels of fields that the import had added: those that are removed, and those that stay because they are used or were changed since. */
  fields?: { removed: string[]; kept: string[] };
}
