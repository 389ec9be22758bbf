import { createHttp } from '../../../lib/providers/http.ts';
import type { Connection, Settings } from '../../../lib/providers/provider.ts';
import { providerById } from '../../../lib/providers/registry.ts';
import { memoryOf } from '../../contract/connect.ts';
import { NO_BOOK } from '../../support/book.ts';
import { addAgent } from '../../../relay/agents.ts';
import { readConfig } from '../../../relay/config.ts';
import { openStore } from '../../../relay/open-store.ts';
import type { Site } from '../../support/relay-site.ts';
import type { BenchCrm } from './sandbox.ts';

/** The token of a new agent. */
export async function agentOf(site: Site, name: string): Promise<string> {
  return (await agentsOf(site, [name]))[0]!;
}

/** The tokens of new agents who may do everything. */
export async function agentsOf({ config }: Site, names: string[]): Promise<string[]> {
  const store = await openStore(readConfig(config).state);
  // That no two have one name is looked up for each, through all of them.
  const unchecked = { ...store, all: async () => [] };
  const role = { customers: 'all', numbers: 'full', edits: true, admin: false } as const;
  const tokens = [];
  for (const name of names) tokens.push(await addAgent(unchecked, { name, role, connections: null, until: null }));
  await store.close();
  return tokens;
}

/** A browser's connection over a relay. */
export function browser(origin: string, token: string): Connection {
  const abilities = JSON.stringify({
    can: { changes: ['remark'], addCustomer: false, newTags: false, readOnlyReason: null },
    members: ['list', 'followUps', 'addFollowUp', 'me'],
    befriends: false,
  });
  return connect('relay', { baseUrl: origin, token }, abilities);
}

/** A browser's connection straight to the CRM. */
export function direct(crm: BenchCrm, baseUrl = crm.url): Connection {
  return connect(crm.system, { ...crm.credentials, baseUrl });
}

function connect(id: string, settings: Settings, abilities: string | null = null): Connection {
  const provider = providerById(id)!;
  const [memory, shared] = [memoryOf(), memoryOf()];
  const http = createHttp({ origins: provider.origins(settings), fetch, now: Date.now });
  return provider.connect(settings, { connection: 'c1', http, now: Date.now, memory, shared: () => shared, book: NO_BOOK, abilities });
}
