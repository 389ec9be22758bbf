import { expect, test } from 'vitest';
import type { Customer, Field, NewCustomer, Page } from '../../lib/model/customer';
import type { Change } from '../../lib/model/edit';
import type { CustomerQuery } from '../../lib/model/query';
import type { Task } from '../../lib/model/task';
import type { Capabilities, Connection } from '../../lib/providers/provider';
import type { Asked, Told } from '../../lib/providers/relay/calls';
import type { Same } from '../../lib/wire/same-type';
import { connect, going } from '../contract/connect';
import { relayOver } from './relay';

test('a page that has not everybody yet says so over a relay', async () => {
  const page: Page<Customer> = { items: [], next: null, total: 0, incomplete: true };
  const can: Capabilities = { changes: [], addCustomer: false, newTags: false, readOnlyReason: null };
  const { origin, token } = await relayOver({ can, search: async () => page } as unknown as Connection);
  const abilities = JSON.stringify({ can, members: [], befriends: false });
  expect(await connect('relay', { baseUrl: origin, token }, { abilities }).search('Lily', null, going())).toEqual(page);
});

test('no key of what goes over a relay is left out, nor one that may be missing', () => {
  // The compiler compares the types: where a schema lacks a key, `true` does not fit its line.
  const whole: {
    customer: Same<Told<'get'>, Customer>;
    page: Same<Told<'search'>, Page<Customer>>;
    query: Same<Asked<'export'>['query'], CustomerQuery>;
    changes: Same<Asked<'apply'>['changes'], Change[]>;
    added: Same<Asked<'add'>['customer'], NewCustomer>;
    fields: Same<Told<'fields'>, Field[]>;
    tasks: Same<Told<'tasks.of'>, Page<Task>>;
    can: Same<Told<'abilities'>['can'], Capabilities>;
  } = { customer: true, page: true, query: true, changes: true, added: true, fields: true, tasks: true, can: true };
  expect(Object.values(whole)).not.toContain(false);
});
