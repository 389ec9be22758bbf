import * as v from 'valibot';
import { later } from '../../model/later';
import type { JsonFault } from '../../wire/json-faults';
import type { StoredLink } from '../storage/database';
import { MOST_NAMES } from '../contacts/link-book';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const short = v.pipe(v.string(), v.maxLength(1_000));

/** A link of a settings document. */
export const LINK = later(() =>
  v.strictObject({
    connection: id,
    site: id,
    name: short,
    avatar: v.pipe(v.string(), v.maxLength(201)),
    id: v.exactOptional(id),
    names: v.exactOptional(v.pipe(v.array(short), v.maxLength(MOST_NAMES))),
    customer: v.nullable(id),
    refused: v.array(id),
    address: v.exactOptional(v.strictObject({ name: short, handle: v.record(v.string(), short) })),
    agreed: v.exactOptional(v.literal(true)),
    shared: v.exactOptional(v.boolean()),
  }),
);

/** A link is to a customer of one of the document's own connections. */
export function linkFaults(links: StoredLink[], connections: { id: string }[]): JsonFault[] {
  const known = new Set(connections.map((one) => one.id));
  return links.flatMap(({ connection }, position) =>
    known.has(connection) ? [] : [{ at: ['links', position, 'connection'], expected: 'the id of a connection', found: 'string' }],
  );
}
