import type { Customer, Option } from '../customer';
import type { Tag } from '../tag';

/** A customer as a row of the table; stage and tags are positions in the lists of the same part. */
export interface Row {
  id: string;
  name: string;
  company: string | null;
  /** The first number, and the number of all. */
  phone: string | null;
  phones: number;
  stage: number | null;
  tags: number[];
  owner: string | null;
  /** ISO 8601 text, as in the customer. */
  createdAt: string | null;
  updatedAt: string | null;
  followUpAt: string | null;
}

/** Some rows. `next` asks for the next part, null at the end. */
export interface RowPart {
  rows: Row[];
  stages: Option[];
  tags: Tag[];
  next: string | null;
}

/** The most customers that are asked for by id at once. */
export const MOST_ROWS = 500;

/** Converts customers to rows. */
export function rowsOf(customers: Customer[], next: string | null): RowPart {
  const stages = createPlaces<Option>(({ id }) => id);
  const tags = createPlaces<Tag>(({ id, name }) => `${id}\n${name}`);
  const rows = customers.map((customer): Row => ({
    id: customer.id,
    name: customer.name,
    company: customer.company,
    phone: customer.phones[0]?.number ?? null,
    phones: customer.phones.length,
    stage: customer.stage && stages.of(customer.stage),
    tags: customer.tags.map(tags.of),
    owner: customer.owner?.name ?? null,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    followUpAt: customer.lastFollowUpAt,
  }));
  return { rows, stages: stages.all, tags: tags.all, next };
}

/** A list without repetitions, with the position of each value. */
export function createPlaces<T>(keyOf: (one: T) => string): { all: T[]; of: (one: T) => number } {
  const all: T[] = [];
  const places = new Map<string, number>();
  return {
    all,
    of: (one) => {
      const key = keyOf(one);
      const place = places.get(key) ?? all.push(one) - 1;
      places.set(key, place);
      return place;
    },
  };
}
