import { ProblemError } from './problem';

/** A moment (ISO 8601 text with a zone) as CRMs in China write it: `yyyy-MM-dd HH:mm:ss`, China time, no zone. */
export function toChinaText(iso: string): string {
  return new Date(epochMs(iso) + EIGHT_HOURS_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** A moment (ISO 8601 text with a zone) as epoch ms; the Problem `not-understood` for what is none. */
export function epochMs(iso: string): number {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new ProblemError({ kind: 'not-understood', path: '', expected: 'ISO 8601' });
  return ms;
}

const EIGHT_HOURS_MS = 8 * 3_600_000;
