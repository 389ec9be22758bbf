import type { Customer } from '../../lib/model/customer';
import type { Connection, Part } from '../../lib/providers/provider';
import { going } from './connect';

/** All parts of a connection's list, from a cursor on. */
export function partsOf(connection: Connection, since: string | null = null, cursor: string | null = null): Promise<Part[]> {
  return Array.fromAsync(connection.list!(since, cursor, going()));
}

export async function listed(connection: Connection, since: string | null = null): Promise<Customer[]> {
  return (await partsOf(connection, since)).flatMap(({ customers }) => customers);
}
