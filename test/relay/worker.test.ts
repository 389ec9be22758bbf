import { expect, test } from 'vitest';
import type { ConnectionSettings } from '../../lib/model/settings';
import { connect, viewOf, type Surroundings } from '../../lib/service/connections/connections';
import { openDatabase, type Database } from '../../lib/service/storage/database';
import { hintsOf } from '../contract/provider.contract';
import { going } from '../contract/connect';
import { sandboxCrm } from '../contract/sandbox';
import { NO_BOOK } from '../support/book';
import { relayBefore } from './relay';

const crm = sandboxCrm('wechat-console');

/** What the worker of a browser has around its connections. */
function worker(database: Database): Surroundings {
  return { database, fetch, now: Date.now, online: () => true, bookOf: () => NO_BOOK };
}

async function stored(database: Database, origin: string, token: string): Promise<ConnectionSettings> {
  const settings = { id: 'relay', provider: 'relay', name: '', values: { baseUrl: origin, token } };
  await database.put('connections', { ...settings, order: 0 });
  return settings;
}

test('the worker offers what the relay says, and goes on doing so while the relay is away', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const database = await openDatabase(crypto.randomUUID());
  const settings = await stored(database, relay.origin, await relay.agent());
  const first = await connect(settings, worker(database));
  expect(viewOf(first, null).can).toMatchObject({ tasks: true, telephony: true, changes: expect.arrayContaining(['remark']) });
  const { customers } = await first.connection.find(hintsOf('lily'), going());
  expect(customers).toMatchObject([{ connection: 'relay', name: 'Lily' }]);
  await relay.stop();
  expect(viewOf(await connect(settings, worker(database)), null).can).toEqual(viewOf(first, null).can);
});

test('a relay that was never reached offers nothing, and says why', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const database = await openDatabase(crypto.randomUUID());
  const settings = await stored(database, relay.origin, await relay.agent());
  await relay.stop();
  const { can } = viewOf(await connect(settings, worker(database)), null);
  expect(can).toMatchObject({ changes: [], tasks: false, readOnlyReason: { en: expect.stringMatching(/relay/) } });
});

test('a role that has changed is shown after the connection was tested', async () => {
  const relay = await relayBefore({ 'wechat-console': crm() });
  const database = await openDatabase(crypto.randomUUID());
  const settings = await stored(database, relay.origin, await relay.agent());
  const { values } = settings;
  const reader = { ...settings, values: { ...values, token: await relay.agent({ edits: false }) } };
  await connect(settings, worker(database));
  await database.put('connections', { ...reader, order: 0 });
  await (await connect(reader, worker(database))).connection.check(going());
  expect(viewOf(await connect(reader, worker(database)), null).can.changes).toEqual([]);
});
