import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ProblemError } from '../../../lib/model/problem';
import { openDatabase } from '../../../lib/service/storage/database';
import { runningCrms } from '../../sandbox/crm/running.ts';
import { people } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, killWorker, startWorker, state } from '../worker';

const DESK = 'wechat-console';
const crm = withCrms(DESK);

/** The console of another company, in which the customers have the same ids. */
let other: Awaited<ReturnType<typeof runningCrms>>;
beforeAll(async () => void (other = await runningCrms()));
afterAll(() => other.end());

type Company = 'a' | 'b';
type Where = { company: Company; renamed: boolean; stranger: boolean };
type Step =
  | { kind: 'form' | 'file' | 'policy'; where: Where }
  | { kind: 'other-product' | 'policy-gone' | 'remove' | 'remove-agreed' | 'remove-book' | 'stop' | 'same' };

const where = fc.record({ company: fc.constantFrom<Company>('a', 'b'), renamed: fc.boolean(), stranger: fc.boolean() });
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ kind: fc.constantFrom('form', 'file', 'policy'), where }),
  fc.record({
    kind: fc.constantFrom('other-product', 'policy-gone', 'remove', 'remove-agreed', 'remove-book', 'stop', 'same'),
  }),
);

const consoleOf = (company: Company) => (company === 'a' ? crm(DESK) : other[DESK]);

function valuesOf({ company, renamed, stranger }: Where): Record<string, string> {
  const { url } = consoleOf(company);
  const credentials = credentialsOf(DESK, consoleOf(company));
  return { baseUrl: renamed ? url.replace('127.0.0.1', 'localhost') : url, ...credentials, ...(stranger && { userName: 'stranger' }) };
}

function document(connections: object[]): string {
  return JSON.stringify({ format: 'kebian-settings', version: 1, connections });
}

async function desk() {
  const { connections = [] } = await state();
  return connections.find(({ provider }) => provider === DESK);
}

async function change(wanted: Step, agreed: Set<string>): Promise<void> {
  const { baseUrl = '', ...credentials } = 'where' in wanted ? valuesOf(wanted.where) : {};
  const entry = { id: DESK, provider: DESK, baseUrl, credentials };
  switch (wanted.kind) {
    case 'form':
      return void (await ask('saveConnection', {
        id: (await desk())?.id ?? null,
        provider: DESK,
        name: '',
        values: { baseUrl, ...credentials },
      }));
    case 'file':
      return void (await ask('importSettings', { document: document([entry]) }));
    case 'policy':
    case 'policy-gone':
      killWorker();
      await (wanted.kind === 'policy' ? fakeBrowser.storage.managed.set({ connections: [entry] }) : fakeBrowser.storage.managed.clear());
      startWorker();
      return void (await ask('importSettings', { document: document([]) }));
    case 'other-product': {
      const tanma = { provider: 'tanma', baseUrl: 'https://crm.example.com', credentials: { appId: 'a', appKey: 'k' } };
      return void (await ask('importSettings', {
        document: document([
          { id: DESK, ...tanma },
          { id: 'mine', ...tanma },
        ]),
      }));
    }
    case 'remove':
    case 'remove-agreed': {
      const there = await desk();
      if (!there) return;
      const loses = await ask('countKept', { connection: there.id });
      const edits = (await (await openDatabase()).getAll('edits')).filter(({ ref }) => ref.connection === there.id);
      await ask('removeConnection', { connection: there.id, ...(wanted.kind === 'remove-agreed' && { loses }) });
      if (wanted.kind === 'remove-agreed') for (const { id } of edits) agreed.add(id);
      return;
    }
    case 'remove-book':
      return void (await ask('removeConnection', { connection: 'mine' }));
    case 'stop':
      killWorker();
      return startWorker();
    case 'same': {
      // The person says so of one that was the same company's under its other name, and of none else.
      const there = await desk();
      for (const former of (await state()).former ?? []) {
        const isSame = there && former.candidates.includes(there.id) && companyOf(former.values) === companyOf(there.values);
        if (isSame) await ask('resumeFormer', { former: former.id, connection: there.id });
      }
    }
  }
}

/** What an administrator has set is not changed here. */
function unlessManaged(thrown: unknown): void {
  if (!(thrown instanceof ProblemError) || thrown.problem.kind !== 'managed') throw thrown;
}

function companyOf({ baseUrl = '', userName = '' }: Record<string, string>): Company | 'none' {
  if (userName === 'stranger') return 'none';
  const port = URL.parse(baseUrl)?.port;
  return (['a', 'b'] as const).find((company) => new URL(consoleOf(company).url).port === port) ?? 'none';
}

const tagsOf = (company: Company) => new Set(people.flatMap(({ key }) => consoleOf(company).rows(key)).flatMap(({ tags }) => tags));

test(
  'whatever becomes of the connections, nothing is lost without a word, and nothing comes to another company',
  { timeout: 240_000 },
  async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ step, away: fc.boolean() }), { minLength: 3, maxLength: 9 }), async (steps) => {
        const mark = `${++run}`;
        const made = new Map<string, Company | 'none'>();
        const [agreed, links] = [new Set<string>(), new Set<string>()];
        const ids = people.flatMap(({ key }) => crm(DESK).rows(key)).map(({ id }) => id);
        await ask('importSettings', { document: document([{ id: 'mine', provider: 'local' }]) });
        const book = (await state()).connections!.find(({ provider }) => provider === 'local')!;
        const customer = { name: `客户${mark}`, nickname: null, company: null, phones: [], remark: null };
        await ask('addCustomer', { key: `p${mark}`, contact: null, connection: book.id, customer });
        for (const [at, { step: wanted, away }] of steps.entries()) {
          const there = await desk();
          // An edit is made about somebody whom the CRM has told of.
          const known = there && (await ask('search', { connection: there.id, query: {}, page: null }).catch(() => null));
          const writable = (known?.items ?? []).filter(({ handle }) => handle['wechatContactId']);
          for (const company of ['a', 'b'] as const) consoleOf(company).fault(away ? { kind: 'reset' } : null);
          if (there) {
            const ref = { connection: there.id, id: writable[at % (writable.length || 1)]?.id ?? ids[0]! };
            const [name, contact] = [`t${mark}-${at}`, contactOf(`联系人${mark}-${at}`, { avatar: '7' })];
            const tag = { id: name, name, group: null, color: null };
            await ask('submit', { edit: name, ref, change: { kind: 'add-tag', tag }, base: null });
            made.set(name, companyOf(there.values));
            await ask('choose', { contact, refs: [ref] });
            if (wanted.kind !== 'remove-agreed') links.add(contact.name);
            else links.clear();
          }
          await change(wanted, agreed).catch(unlessManaged);
          for (const company of ['a', 'b'] as const) consoleOf(company).fault(null);
          // What is not held back goes now.
          await ask('networkBack', null);
        }
        const database = await openDatabase();
        const waiting = new Set((await database.getAll('edits')).map(({ id }) => id));
        const arrived = { a: tagsOf('a'), b: tagsOf('b') };
        const lost = [...made.keys()].filter((id) => !waiting.has(id) && !agreed.has(id) && !arrived.a.has(id) && !arrived.b.has(id));
        const strayed = [...made].filter(([id, company]) => (['a', 'b'] as const).some((one) => one !== company && arrived[one].has(id)));
        expect({ lost, strayed }).toEqual({ lost: [], strayed: [] });
        const named = new Set((await database.getAll('links')).map(({ name }) => name));
        expect([...links].filter((name) => !named.has(name))).toEqual([]);
        expect((await database.getAll('bookCustomers')).map(({ name }) => name)).toContain(customer.name);
        await fakeBrowser.storage.managed.clear();
      }),
      { numRuns: 15 },
    );
  },
);
