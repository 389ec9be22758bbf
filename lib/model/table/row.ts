import type { Customer, Option } from '../customer';
import type { Tag } from '../tag';

/** A customer as a line of the table of all customers; stage and tags are places in the lists of their part. */
export interface Row {
  id: string;
  name: string;
  company: string | null;
  /** The first number, and how many there are. */
  phone: string | null;
  phones: number;
  stage: number | null;
  tags: number[];
  owner: string | null;
  /** ISO 8601 text, as of the customer. */
  createdAt: string | null;
  updatedAt: string | null;
  followUpAt: string | null;
}

/** Some lines. `next` asks for those that follow, null at the end. */
export interface RowPart {
  rows: Row[];
  stages: Option[];
  tags: Tag[];
  next: string | null;
}

/** So many customers are asked for by their ids at once. */
export const MOST_ROWS = 500;

/** Customers as lines. */
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

/** A list in which each thing stands once, with the place of each. */
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
