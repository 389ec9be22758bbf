import { fakeBrowser } from 'wxt/testing/fake-browser';
import { contactKey } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import type { Edit } from '../../../lib/model/edit';
import type { Counts } from '../../../lib/model/former';
import { openDatabase } from '../../../lib/service/storage/database';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { credentialsOf, withCrms } from '../connected';
import { ask, contactOf, killWorker, show, startWorker, state, until } from '../worker';

export const crm = withCrms('wechat-console', 'tanma', 'lixiao');
export const zhangWei = contactOf(shownName(personByKey('zhang-wei')), { avatar: '7' });
export const DESK = 'wechat-console';
export const desk = () => crm(DESK);
export const tag = { id: '等报价', name: '等报价', group: null, color: null };

export type Values = Record<string, string>;

export const values = (change: Values = {}): Values => ({ baseUrl: desk().url, ...credentialsOf(DESK, desk()), ...change });
/** The same CRM where its other name leads: as a team finds it after it has moved. */
export const moved = (change: Values = {}) => values({ baseUrl: desk().url.replace('127.0.0.1', 'localhost'), ...change });
export const save = (wanted: Values, id = DESK) => ask('saveConnection', { id, provider: DESK, name: '', values: wanted });

export const document = (connections: object[], more: object = {}) =>
  JSON.stringify({ format: 'kebian-settings', version: 1, connections, ...more });
export const entry = ({ baseUrl, ...credentials }: Values, id = DESK) => ({ id, provider: DESK, baseUrl: baseUrl!, credentials });

export async function policy(connections: object[]): Promise<void> {
  killWorker();
  await fakeBrowser.storage.managed.set({ connections } as never);
  startWorker();
  await until((now) => now.managed?.connections.length === connections.length);
}

/** An edit that cannot be sent, a link and a reminder of the console. */
export async function keep(): Promise<CustomerRef> {
  await show(zhangWei);
  const { findings } = (await state())[`answer:${contactKey(zhangWei)}`]!;
  const { ref } = findings.find(({ connection }) => connection === DESK)!.candidates[0]!;
  await ask('choose', { contact: zhangWei, refs: [ref] });
  desk().fault({ kind: 'reset' });
  await ask('submit', { edit: 'e1', ref, change: { kind: 'add-tag', tag }, base: null });
  const [at, remindAt] = [new Date().toISOString(), new Date(Date.now() + 3_600_000).toISOString()];
  const followUp = { text: '回访', at, kind: null, remindAt, stage: null };
  await ask('submit', { edit: 'e2', ref, change: { kind: 'follow-up', followUp }, base: null });
  await until((now) => (now['edit:e1']?.notBefore ?? 0) > 0);
  return ref;
}

export const ALL: Counts = { edits: 2, links: 1, reminders: 1, followUps: 0, beside: 0, customers: 0 };

export async function kept(): Promise<Counts> {
  return ask('countKept', { connection: null });
}

export const edits = async () => ((await (await openDatabase()).getAll('edits')) as Edit[]).toSorted((a, b) => a.id.localeCompare(b.id));
export const held = (why: string) => until((now) => (now['edit:e1']?.state as { problem?: { why?: string } })?.problem?.why === why);
export const console_ = async () => (await state()).connections!.find(({ provider }) => provider === DESK)!;
export const row = () => desk().rows('zhang-wei')[0]!;
export const writes = () => desk().requests.filter(({ path }) => /updateCustomer|batchAddCustomer|servicerecord\/dosave/.test(path));
