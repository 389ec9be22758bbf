import * as v from 'valibot';
import { MOST_AT_ONCE, type ManyCalls } from '../model/many/many-calls';
import type { Cards } from './cards';
import { short, text } from './chat-checks';
import { counts, tag } from './shapes';

const ids = () => v.pipe(v.array(short), v.maxLength(MOST_AT_ONCE));
const part = v.pipe(v.number(), v.integer(), v.minValue(0));
const step = () => ({ connection: short, run: short, part, ids: ids() });
const side = v.picklist(['into', 'from']);
const sides = v.picklist(['into', 'from', 'both']);

/** The cards of the calls for many customers of a book. */
export const MANY_ROWS = {
  changeMany: {
    by: 'own-page',
    needs: 'records',
    ask: () =>
      v.strictObject({
        ...step(),
        change: v.variant('kind', [
          v.strictObject({ kind: v.literal('add-tag'), tag }),
          v.strictObject({ kind: v.literal('remove-tag'), tag }),
          v.strictObject({ kind: v.literal('field'), field: short, value: v.nullable(v.union([text, v.number(), v.array(short)])) }),
        ]),
      }),
  },
  countMany: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, ids: ids() }) },
  removeMany: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ ...step(), loses: counts }) },
  undoMany: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, run: short, part }) },
  sameKeys: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, after: v.nullable(short) }) },
  apart: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short }) },
  setApart: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, ids: ids() }) },
  merge: {
    by: 'own-page',
    needs: 'records',
    ask: () =>
      v.strictObject({
        ...{ connection: short, run: short, into: short, from: short },
        choice: v.strictObject({
          ...{ name: side, company: side, nickname: side, source: side, stage: side },
          ...{ remark: sides, phones: sides, tags: sides },
          fields: v.record(short, side),
        }),
      }),
  },
  undoMerge: { by: 'own-page', needs: 'records', ask: () => v.strictObject({ connection: short, run: short }) },
} satisfies Pick<Cards, keyof ManyCalls>;
