import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { Tag } from '../../lib/model/tag';
import { externalUserIdOf } from '../sandbox/crm/wecom.ts';
import { tagByName } from '../sandbox/crm/wecom/library.ts';
import { people, personByKey } from '../sandbox/people.ts';
import { connect, going, type World } from './connect';
import { listed } from './listing';
import { hintsOf, providerContract } from './provider.contract';
import type { Ability, InPlace } from './subject';
import { sandboxCrm, serverOf } from './sandbox';
import { faultsOf } from './whole';
import { ofOwner } from './whose';

const crm = sandboxCrm('wecom');

function connectWecom({ baseUrl, ...world }: World & { baseUrl?: string } = {}, more: Record<string, string> = {}) {
  return connect('wecom', { ...crm().credentials, baseUrl: baseUrl ?? crm().url, ...more }, world);
}

async function person(key: string, connection = connectWecom()): Promise<Customer> {
  const [found] = (await connection.find(hintsOf(key), going())).customers;
  return found!;
}

interface Row {
  external_contact: { external_userid: string; name: string };
  follow_info: { userid: string; remark: string };
}

const OK = { errcode: 0, errmsg: 'ok' };
let rows: Row[] = [];
const IN_PLACE: InPlace = {
  connect: (origin, world) => connect('wecom', { baseUrl: origin, corpId: 'ww1', secret: 's' }, world),
  asksFor: /get_by_user/,
  readsAll: true,
  found: [
    (external_contact_list, more) => {
      rows = external_contact_list as Row[];
      return { ...OK, external_contact_list, next_cursor: more ? 'again' : '' };
    },
  ],
  row: (id, remark) => ({
    external_contact: { external_userid: String(id), name: '' },
    follow_info: { userid: 'LiLei', remark, remark_mobiles: /\d{11}/.exec(remark) ?? [], tag_id: [] },
  }),
  otherwise(url) {
    if (url.includes('gettoken')) return { ...OK, access_token: 'abc', expires_in: 7200 };
    if (url.includes('get_follow_user_list')) return { ...OK, follow_user: ['LiLei'] };
    if (url.includes('get_corp_tag_list')) return { ...OK, tag_group: [] };
    const id = new URL(url, 'http://here').searchParams.get('external_userid');
    const { external_contact, follow_info } = rows.find((row) => row.external_contact.external_userid === id)!;
    return { ...OK, external_contact, follow_user: [{ ...follow_info, tags: [] }] };
  },
};

const ABILITIES: Ability[] = ['server', 'edits', 'me', 'list', 'colleagues'];

describe('wecom', () => {
  providerContract(ABILITIES, () => {
    const server = serverOf(
      crm(),
      {
        'signed-out': { kind: 'credentials-refused', message: null },
        forbidden: { kind: 'forbidden' },
        page: { kind: 'server-error', status: 200 },
        redirect: { kind: 'server-error', status: 307 },
      },
      IN_PLACE,
    );
    return {
      connect: connectWecom,
      rows: async (key) => crm().rows(key),
      whose: {
        mine: [connectWecom({}, { userId: 'LiLei' }), nameOf('李磊')],
        theirs: [connectWecom({}, { userId: 'LiLei' }), nameOf('王敏')],
        nobody: connectWecom(),
      },
      server: {
        ...server,
        ids: /(?<="external_userid":")(?=wm)/g,
        wrongAt: /^(?:follow_user|external_contact|tag_group)/,
        fault: (fault) =>
          server.fault(fault && { ...fault, ...(fault.path && { path: fault.path.replace('/customer/', '/externalcontact/') }) }),
      },
      changes: [
        { kind: 'remark', text: '新描述，含 "引号" & <b>\n第二行' },
        { kind: 'add-tag', tag: tag('售后') },
        { kind: 'remove-tag', tag: tag('深圳') },
        { kind: 'details', details: { name: '张伟伟', company: '华盛', phones: ['13811112222', '0755-12345678'] } },
      ],
      queries: () => [
        { query: { id: externalUserIdOf(personByKey('lily')) }, finds: 'lily', misses: 'chen-yu' },
        { query: { name: '陈雨' }, finds: 'chen-yu', misses: 'lily' },
        { query: { phone: '13600004444' }, finds: 'lily', misses: 'chen-yu' },
        { query: { remark: '每月 5 日' }, finds: 'chen-yu', misses: 'lily' },
        { query: { colleagues: ['WangMin'] }, finds: 'person-1', misses: 'zhang-wei' },
        { query: { created: { from: '2026-07-07T02:06:00Z', to: '2026-07-07T02:06:00Z' } }, finds: 'person-6', misses: 'zhang-wei' },
        { query: { tags: [tag('VIP').id] }, finds: 'chen-yu', misses: 'lily' },
      ],
    };
  });

  test('lists everybody once, also those whom two colleagues have', async () => {
    const all = await listed(connectWecom());
    expect(faultsOf(all)).toEqual([]);
    expect(all.filter(({ helpers }) => helpers.length > 0).length).toBeGreaterThan(10);
    expect(all).toContainEqual(await person('zhang-wei'));
  });
});

function tag(name: string): Tag {
  const { id, group } = tagByName(name)!;
  return { id, name, group, color: null };
}

/** What the record of somebody of this owner is called. */
function nameOf(owner: string): string {
  const name = ofOwner(owner, 'wecom');
  const { remark, nickname } = people.find(({ key, record }) => key.startsWith('person-') && record?.name === name)!;
  return remark || nickname;
}
