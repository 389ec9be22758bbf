import * as v from 'valibot';
import { later } from '../model/later';
import { DRAFT_FORMS, MOST_KEPT } from '../model/draft';
import { short } from './chat-checks';

export const draftName = later(() =>
  v.strictObject({
    form: v.picklist(DRAFT_FORMS),
    of: v.pipe(v.string(), v.maxLength(3_000)),
    connection: v.nullable(short),
  }),
);
const lines = later(() => v.record(short, v.union([v.string(), v.boolean()])));
export const keptDraft = later(() =>
  v.pipe(
    v.strictObject({ connection: v.nullable(short), typed: lines, start: lines, once: short }),
    v.check((draft) => JSON.stringify(draft).length <= MOST_KEPT),
  ),
);
