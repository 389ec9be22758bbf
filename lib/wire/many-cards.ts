import * as v from 'valibot';
import { MOST_AT_ONCE, type ManyCalls } from '../model/many/many-calls';
import { ofConnection, PAGE } from './card';
import type { Cards } from './cards';
import { short, text } from './chat-checks';
import { count, counts, listOf, recordOf, tag } from './shapes';

const ids = () => v.pipe(v.array(short), v.maxLength(MOST_AT_ONCE));
const step = () => ({ connection: short, run: short, part: count, ids: ids() });
const side = v.picklist(['into', 'from']);
const sides = v.picklist(['into', 'from', 'both']);

/** The cards of the calls for many customers of a book. */
export const MANY_ROWS = {
  changeMany: {
    ...PAGE,
    takesOut: false,
    ask: () =>
      v.strictObject({
        ...step(),
        change: v.variant('kind', [
          v.strictObject({ kind: v.literal('add-tag'), tag }),
          v.strictObject({ kind: v.literal('remove-tag'), tag }),
          v.strictObject({ kind: v.literal('field'), field: short, value: v.nullable(v.union([text, v.number(), listOf(short)])) }),
        ]),
      }),
  },
  countMany: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, ids: ids() }) },
  removeMany: { ...PAGE, takesOut: false, ask: () => v.strictObject({ ...step(), loses: counts }) },
  undoMany: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, run: short, part: count }) },
  sameKeys: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, after: v.nullable(short) }) },
  apart: { ...PAGE, takesOut: false, ask: ofConnection },
  setApart: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, ids: ids() }) },
  merge: {
    ...PAGE,
    takesOut: false,
    ask: () =>
      v.strictObject({
        ...{ connection: short, run: short, into: short, from: short },
        choice: v.strictObject({
          ...{ name: side, company: side, nickname: side, source: side, stage: side },
          ...{ remark: sides, phones: sides, tags: sides },
          fields: recordOf(side),
        }),
      }),
  },
  undoMerge: { ...PAGE, takesOut: false, ask: () => v.strictObject({ connection: short, run: short }) },
} satisfies Pick<Cards, keyof ManyCalls>;
