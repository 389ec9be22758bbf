import { afterAll, beforeAll } from 'vitest';
import { callsFor } from '../../lib/providers/relay/calls';
import { addAgent, type Role } from '../../relay/agents';
import { createApp } from '../../relay/app';
import { listen } from '../../relay/listening';
import { abilitiesFor } from '../../relay/roles';
import { createServed, type Served } from '../../relay/serving';
import { openSqliteStore } from '../../relay/sqlite-store';
import { carryBy, connectTo } from '../contract/connect';

// Leads every connection of a test file over a relay: real HTTP on this computer, with the relay's own end of each call.

const EVERYTHING: Role = { customers: 'all', numbers: 'full', edits: true, admin: true };
const store = openSqliteStore(':memory:');
const crms = new Map<string, Served>();
let origin = '';
let token = '';
let stop: () => Promise<void>;

beforeAll(async () => {
  token = await addAgent(store, { name: 'tester', role: EVERYTHING, connections: null, until: null });
  const app = createApp({
    store,
    connection: (id) => crms.get(id) ?? null,
    ids: () => [...crms.keys()],
    now: Date.now,
    callsPerMinute: 1_000_000,
    secrets: [],
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0, tls: null });
  ({ origin } = listening);
  stop = async () => {
    await listening.stop();
    await store.close();
  };
});
afterAll(() => stop());

carryBy((crm, memory) => {
  const id = `crm-${crms.size + 1}`;
  // No answer is kept: the suite changes the CRM behind the relay's back.
  crms.set(id, { ...createServed(id, crm, store, { now: Date.now, keepMs: 0 }), id: 'c1', calls: callsFor('c1') });
  const abilities = JSON.stringify(abilitiesFor(EVERYTHING, crm));
  return connectTo('relay', { baseUrl: origin, token, connection: id }, { memory, abilities });
});
