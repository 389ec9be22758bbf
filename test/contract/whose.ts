import type { Customer } from '../../lib/model/customer';
import { colleagueKey, recordOf } from '../../lib/model/match/record-of';
import { servedBy } from '../../lib/model/match/records';
import type { Connection } from '../../lib/providers/provider';
import { isIn, people, type System } from '../sandbox/people.ts';
import { going } from './connect';

/** Whether I serve the one customer of this name. */
export async function isMine(connection: Connection, name: string): Promise<boolean> {
  const { customers } = await connection.find({ name, phones: [] }, going());
  return serves(
    connection,
    customers.find((customer) => customer.name === name)!,
  );
}

async function serves(connection: Connection, customer: Customer): Promise<boolean> {
  const me = await connection.me!(going());
  return me !== null && servedBy(recordOf(customer)).has(colleagueKey(me));
}

/** The name of somebody of the sandbox whom this colleague serves. */
export function ofOwner(owner: string, system: System): string {
  return people.find(({ key, record }) => key.startsWith('person-') && record?.owner === owner && isIn(system, record))!.record!.name;
}
