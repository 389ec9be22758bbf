import type { Decisions } from './checked';
import type { Target } from './columns';
import type { Damaged } from './read-row';

/** One import of one file, as it was begun: with it and the same file it goes on, whatever stopped it. */
export interface ImportAbout {
  /** The name of the file, and what tells it from others. */
  file: string;
  digest: string;
  rows: number;
  reading: { encoding?: string; separator?: string; sheet?: number };
  headerRow: number | null;
  targets: Target[];
  damaged: Damaged;
  decisions: Decisions;
}

/** How far it is. `parts` are those that are written, in their order. */
export interface ImportRun {
  run: string;
  /** When it was begun, epoch ms. */
  at: number;
  about: ImportAbout;
  state: 'running' | 'done' | 'undoing';
  parts: number;
  added: number;
  merged: number;
  gone: number;
}

/** What one step of taking an import back has done. `kept` are customers who have been changed, linked or followed up since. */
export interface UndoStep {
  left: number;
  removed: number;
  restored: number;
  kept: { id: string; name: string }[];
}
