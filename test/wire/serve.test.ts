import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ProblemError } from '../../lib/model/problem';
import { LIMITS } from '../../lib/model/limits';
import { refusalOf } from '../../lib/wire/refusal';
import { CARDS } from '../../lib/wire/cards';
import { accepts } from '../../lib/wire/checks';
import type { Ask } from '../../lib/wire/protocol';
import { serve, type Handlers } from '../../lib/wire/serve';
import { exampleOf } from '../support/schemas';
import { OWN_PAGE, send } from '../service/worker';

afterEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

test('what fails for a reason that nobody thought of is logged with its place, and without a word of what it says', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  serve({
    hello: () => JSON.parse('张伟\n    at 13800001111') as null,
  } as unknown as Handlers);

  expect(await send({ call: 'hello', ask: null }, OWN_PAGE)).toEqual({ problem: { kind: 'unexpected', where: 'hello' } });

  const said = logged.mock.calls.flat().join('\n');
  expect(said).toContain('hello failed');
  expect(said).toContain('serve.test.ts');
  expect(said).not.toMatch(/张伟|1380000/);
});

test('a Problem that says no more than that it was unexpected is logged as that', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  serve({
    networkBack: () => {
      throw new ProblemError({ kind: 'unexpected', where: 'tasks' });
    },
  } as unknown as Handlers);

  await send({ call: 'networkBack', ask: null }, OWN_PAGE);

  expect(logged).toHaveBeenCalledWith('Kebian: networkBack failed', expect.stringMatching(/^unexpected\n/));
});

const ref = { connection: 'book', id: '1' };
const submit = (change: object) => ({ edit: 'e', ref, change, base: { kind: 'unseen' } });
const TYPED: [what: string, most: number, call: string, ask: (typed: string) => unknown][] = [
  ['search', LIMITS.short, 'search', (text) => ({ connection: 'book', query: { text }, page: null })],
  ['search', LIMITS.short, 'searchLocal', (query) => ({ query, from: 0 })],
  ['phone', LIMITS.short, 'search', (phone) => ({ connection: 'book', query: { phone }, page: null })],
  ['tag', LIMITS.short, 'submit', (name) => submit({ kind: 'add-tag', tag: { id: '', name, group: null, color: null } })],
  ['name', LIMITS.short, 'submit', (name) => submit({ kind: 'details', details: { name } })],
  ['phone', LIMITS.short, 'submit', (phone) => submit({ kind: 'details', details: { phones: ['1', phone] } })],
  ['remark', LIMITS.text, 'submit', (text) => submit({ kind: 'remark', text })],
  ['text', LIMITS.text, 'submit', (value) => submit({ kind: 'field', field: 'f', value })],
  [
    'text',
    LIMITS.followUp,
    'submit',
    (text) => submit({ kind: 'follow-up', followUp: { text, at: '2026-05-20T00:00:00.000Z', kind: null, remindAt: null, stage: null } }),
  ],
  ['name', LIMITS.short, 'renameConnection', (name) => ({ connection: 'book', name })],
  ['phone', LIMITS.short, 'findByPhone', (phone) => ({ connection: 'book', phone })],
  ['passphrase', LIMITS.passphrase, 'unlock', (passphrase) => ({ passphrase })],
];

test.each(TYPED)('a %s of more than %d signs is refused at once: %s', async (what, most, call, ask) => {
  serve({} as Handlers);
  expect(accepts({ call, ask: ask('长'.repeat(most)) })).toBe(true);
  const problem = { kind: 'too-long', what, length: most + 1, most };
  expect(await send({ call, ask: ask('长'.repeat(most + 1)) }, OWN_PAGE)).toEqual({ problem });
  // An astral sign is two, as in the box.
  expect(refusalOf({ call, ask: ask('𠮷'.repeat(most / 2 + 1)) })?.problem).toMatchObject({ length: most + 2 });
});

test('a list with too many entries is refused as that', async () => {
  serve({} as Handlers);
  const phones = Array.from({ length: 21 }, () => '1');
  const reply = await send({ call: 'submit', ask: submit({ kind: 'details', details: { phones } }) }, OWN_PAGE);
  expect(reply).toEqual({ problem: { kind: 'too-long', what: 'list', length: 21, most: 20 } });
});

test('a record with too many entries is refused as a list', () => {
  const each = Object.fromEntries(Array.from({ length: 1_001 }, (_, row) => [row, 'skip']));
  const about = exampleOf(CARDS.beginImport.ask()) as Ask<'beginImport'>;
  const ask = { ...about, about: { ...about.about, decisions: { ...about.about.decisions, each } } };
  expect(refusalOf({ call: 'beginImport', ask })?.problem).toEqual({ kind: 'too-long', what: 'list', length: 1_001, most: 1_000 });
});
