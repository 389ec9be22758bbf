import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { areaOf, type Area } from './merged';
import type { Unpacked } from './unzip';

/** What of a sheet has to be known before its rows are read. */
export interface Survey {
  /** The merged cells that cover several rows, by their first row. They are written below the rows that they cover. */
  merged: Area[];
  /** The numbers of the rows that are hidden, by hand or by a filter. */
  hiddenRows: number[];
  hiddenColumns: number[];
}

export async function surveyOf(parts: Unpacked, part: string): Promise<Survey> {
  const merged: Area[] = [];
  const hiddenRows: number[] = [];
  const hiddenColumns: number[] = [];
  let rest = '';
  let row = 0;
  for await (const piece of parts.pieces(part)) {
    rest += piece;
    for (const [tag, name] of rest.matchAll(TAG)) {
      if (name === 'row') {
        row = Number(/\sr\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? row + 1);
        if (isHidden(tag)) hiddenRows.push(row);
      } else if (name === 'col') {
        if (isHidden(tag)) hiddenColumns.push(...columnsIn(tag));
      } else {
        const area = areaOf(tag);
        if (area && merged.push(area) > MOST.merged) throw new FileFaultError({ kind: 'merged', most: MOST.merged });
      }
    }
    rest = rest.slice(rest.lastIndexOf('>') + 1).slice(-LONGEST_TAG);
  }
  return { merged: merged.sort((a, b) => a.from - b.from), hiddenRows, hiddenColumns };
}

const LONGEST_TAG = 1_000;
const TAG = /<(?:\w+:)?(row|col|mergeCell)\s[^<>]*>/g;

/** Hidden, or shown with no height or width. */
function isHidden(tag: string): boolean {
  return /\shidden\s*=\s*["'](?:1|true)["']/i.test(tag) || /\s(?:ht|width)\s*=\s*["']0(?:\.0+)?["']/.test(tag);
}

function columnsIn(tag: string): number[] {
  const min = Number(/\smin\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? 1);
  const max = Math.min(Number(/\smax\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? 0), MOST.columns);
  return Array.from({ length: Math.max(0, max - min + 1) }, (_, at) => min + at - 1);
}
