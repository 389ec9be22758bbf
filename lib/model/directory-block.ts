import type { Customer } from './customer';

/**
 * Some customers of a directory as the CRM had them at `fetchedAt` (epoch ms), and the ids of customers whom it has no longer. Blocks are only added:
 * of a customer in several blocks the one in the block with the highest number counts.
 */
export interface DirectoryBlock {
  connection: string;
  number: number;
  fetchedAt: number;
  customers: Customer[];
  removed: string[];
}

/** A block as it is stored; those of earlier versions have `customers`. */
export type StoredBlock = Omit<DirectoryBlock, 'customers'> &
  Partial<Pick<DirectoryBlock, 'customers'>> & { rows?: Uint8Array<ArrayBuffer> };

const NAMES = [
  ...(['id', 'name', 'company', 'remark', 'nickname', 'phones', 'stage', 'source', 'owner', 'helpers'] as const),
  ...(['tags', 'fields', 'createdAt', 'updatedAt', 'lastFollowUpAt', 'handle'] as const),
];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One value of bytes: as objects the customers would be copied field by field, and their names stored with each. */
export function packedBlock({ customers, ...block }: DirectoryBlock): StoredBlock {
  const rows = customers.map((customer) => [...NAMES.map((name) => customer[name]), othersOf(customer, block.connection)]);
  return { ...block, rows: encoder.encode(JSON.stringify(rows)) };
}

/** What a customer has beside `NAMES`. */
function othersOf(customer: Customer, connection: string): Record<string, unknown> {
  const others: Record<string, unknown> = {};
  for (const name of Object.keys(customer)) {
    if (!named.has(name) && !(name === 'connection' && customer.connection === connection)) others[name] = customer[name as keyof Customer];
  }
  return others;
}

const named = new Set<string>(NAMES);

/** Throws for bytes of any other origin. The result is cached: a block is checked when it is read, before it is used. */
export function unpackedBlock({ rows, ...block }: StoredBlock): DirectoryBlock {
  if (!rows) return { ...block, customers: block.customers ?? [] };
  const known = unpacked.get(rows);
  if (known) return { ...block, customers: known };
  const customers = (JSON.parse(decoder.decode(rows)) as unknown[][]).map((row) => {
    const customer: Record<string, unknown> = { connection: block.connection };
    for (const [at, name] of NAMES.entries()) customer[name] = row[at];
    return Object.assign(customer, row[NAMES.length]) as unknown as Customer;
  });
  unpacked.set(rows, customers);
  return { ...block, customers };
}

const unpacked = new WeakMap<Uint8Array, Customer[]>();
