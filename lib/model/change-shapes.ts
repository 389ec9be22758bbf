import * as v from 'valibot';
import type { Change } from './edit';
import type { Tag } from './tag';

/** The schemas of the parts of a change: messages and the relay have different limits. */
interface Parts {
  text: v.GenericSchema<string>;
  name: v.GenericSchema<string>;
  id: v.GenericSchema<string>;
  ids: v.GenericSchema<string[]>;
  phones: v.GenericSchema<string[]>;
  tag: v.GenericSchema<Tag>;
}

/** The schema of a change of each kind. An unknown key is refused, not left out: less would be written than was wanted. */
export function changeShapes({ text, name, id, ids, phones, tag }: Parts) {
  const details = v.strictObject({
    name: v.exactOptional(name),
    company: v.exactOptional(v.nullable(name)),
    phones: v.exactOptional(phones),
  });
  return {
    remark: v.strictObject({ kind: v.literal('remark'), text }),
    'add-tag': v.strictObject({ kind: v.literal('add-tag'), tag }),
    'remove-tag': v.strictObject({ kind: v.literal('remove-tag'), tag }),
    'personal-name': v.strictObject({ kind: v.literal('personal-name'), text: name }),
    field: v.strictObject({ kind: v.literal('field'), field: id, value: v.nullable(v.union([text, v.number(), ids])) }),
    details: v.strictObject({ kind: v.literal('details'), details }),
  } satisfies Record<Change['kind'], unknown>;
}
