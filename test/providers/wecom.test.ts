import { describe, expect, test } from 'vitest';
import type { Change } from '../../lib/model/edit';
import type { Problem } from '../../lib/model/problem';
import type { Seen } from '../contract/answering';
import { going } from '../contract/connect';
import { listed } from '../contract/listing';
import { problemOf } from '../contract/problem';
import { connection, example, ID, KNOWN, NOW, OK, onWechat, refused, rowOf, tag, wecom } from './wecom';

describe('a contact', () => {
  test('comes from get, field by field, with the record of the colleague who had them first', async () => {
    const { origin } = await wecom();
    expect(await connection(origin).get(KNOWN, going())).toEqual({
      connection: 'c1',
      id: ID,
      name: '沈部长',
      nickname: '沈溪桐',
      company: '云帆软件',
      remark: '对接采购事务',
      phones: ['13800000001', '13000000002'].map((number) => ({ label: null, number, hidden: false })),
      stage: null,
      source: null,
      owner: { id: 'rocky', name: 'rocky' },
      helpers: [{ id: 'tommy', name: 'tommy' }],
      tags: [tag(1)],
      fields: [
        expect.objectContaining({ id: 'position', value: 'Manager', editable: false }),
        expect.objectContaining({ id: 'corp_name', value: '云帆' }),
        expect.objectContaining({ id: 'state', value: '外联二维码1' }),
      ],
      createdAt: '2018-05-08T19:43:32+08:00',
      updatedAt: null,
      lastFollowUpAt: null,
      handle: { userid: 'rocky' },
    });
  });

  test('comes from get_by_user as from get, but for the colleagues', async () => {
    const { origin } = await wecom();
    const crm = connection(origin);
    const [onWechatOnly, first] = await listed(crm);
    expect(first).toEqual({ ...(await crm.get(KNOWN, going())), helpers: [], source: '扫描二维码' });
    expect(onWechatOnly).toMatchObject({ name: '🌸', company: null, remark: null, phones: [], tags: [], source: '名片分享' });
  });

  test('has the record of the colleague who is set, and stays with the one who was seen', async () => {
    const { origin } = await wecom();
    const mine = await connection(origin, {}, { userId: 'tommy' }).get(KNOWN, going());
    expect(mine).toMatchObject({ name: '沈总', remark: '采购问题咨询', owner: { id: 'tommy' }, helpers: [{ id: 'rocky' }] });
    expect(await connection(origin).get(mine, going())).toEqual(mine);
  });

  test('whom more than five hundred have is read to the end, and a cursor that comes again ends it', async () => {
    const pages = ['', 'a', 'b', 'b'];
    const { origin, of } = await wecom({
      one: ({ url }: Seen) => {
        const at = pages.indexOf(new URL(url, 'http://here').searchParams.get('cursor') ?? '');
        const { external_contact, follow_user } = example();
        return { ...OK, external_contact, follow_user: [{ ...follow_user[0], userid: `u${at}` }], next_cursor: pages[at + 1] };
      },
    });
    expect(await connection(origin).get(KNOWN, going())).toMatchObject({ owner: { id: 'u0' }, helpers: [{ id: 'u1' }, { id: 'u2' }] });
    expect(of('get')).toHaveLength(3);
  });

  test('whom nobody has any more is not found', async () => {
    for (const one of [refused(84061), refused(40096), { ...example(), follow_user: [] }]) {
      const { origin } = await wecom({ one });
      expect(await problemOf(connection(origin).get(KNOWN, going()))).toEqual({ kind: 'not-found' });
    }
  });

  test('keeps a tag that has no id in the answer by its group and name', async () => {
    const one = example();
    one.follow_user[0]!['tags'] = [{ group_name: '标签分组名称', tag_name: '另一个', type: 1 }];
    const { origin } = await wecom({ one });
    expect((await connection(origin).get(KNOWN, going())).tags).toEqual([tag(2)]);
  });

  test('has unknown tags where the app may not read which there are', async () => {
    const { origin } = await wecom({ tags: refused(40058) });
    expect(await connection(origin).get(KNOWN, going())).toMatchObject({ tags: [], unknown: ['tags'] });
  });
});

describe('everybody', () => {
  test('is read a hundred colleagues and a hundred rows at a time, on from each cursor', async () => {
    const members = Array.from({ length: 150 }, (_, at) => `m${at}`);
    const { origin, of } = await wecom({
      members: { ...OK, follow_user: members },
      batch: ({ body }: Seen) => {
        const { cursor, userid_list } = JSON.parse(body) as { cursor: string; userid_list: string[] };
        const [userid] = userid_list;
        return { ...OK, external_contact_list: [rowOf(`wm-${userid}-${cursor}`, userid!)], next_cursor: cursor === '' ? 'next' : '' };
      },
    });
    expect((await listed(connection(origin))).map(({ id }) => id)).toEqual(['wm-m0-', 'wm-m0-next', 'wm-m100-', 'wm-m100-next']);
    expect(of('get_by_user').map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { userid_list: { length: 100 }, cursor: '', limit: 100 },
      { cursor: 'next' },
      { userid_list: { length: 50 }, cursor: '' },
      { cursor: 'next' },
    ]);
  });

  test('is read once where the copy is old and many customers are new', async () => {
    let count = 1;
    const ids = () => Array.from({ length: count }, (_, at) => `wm-${at}`);
    const { origin, of } = await wecom({
      members: { ...OK, follow_user: ['rocky'] },
      ids: () => ({ ...OK, external_userid: ids() }),
      batch: () => ({ ...OK, external_contact_list: ids().map((id) => rowOf(id, 'rocky')), next_cursor: '' }),
    });
    let now = NOW;
    const crm = connection(origin, { now: () => now });
    const found = async () => (await crm.search('', null, going())).items.length;
    await found();
    [count, now] = [300, now + 31 * 60_000];
    expect(await found()).toBeGreaterThan(1);
    expect(of('get_by_user')).toHaveLength(2);
  });

  test('is read without the colleague for whom the whole call is refused', async () => {
    const members = ['a', 'b', 'gone', 'd', 'e'];
    const { origin } = await wecom({
      members: { ...OK, follow_user: members },
      batch: ({ body }: Seen) => {
        const { userid_list } = JSON.parse(body) as { userid_list: string[] };
        if (userid_list.includes('gone')) return refused(60011);
        return { ...OK, external_contact_list: userid_list.map((userid) => rowOf(`wm-${userid}`, userid)), next_cursor: '' };
      },
    });
    expect((await listed(connection(origin))).map(({ id }) => id)).toEqual(['wm-a', 'wm-b', 'wm-d', 'wm-e']);
  });

  test('is read from the beginning once where a cursor is not good any more, and then is not everybody', async () => {
    let isGood = false;
    const batch = ({ body }: Seen) => {
      const { cursor } = JSON.parse(body) as { cursor: string };
      if (cursor !== '' && !isGood) {
        isGood = true;
        return refused(40058, 'invalid cursor');
      }
      return { ...OK, external_contact_list: [rowOf(`wm-${cursor}`, 'rocky')], next_cursor: cursor === '' ? 'next' : '' };
    };
    const { origin } = await wecom({ batch });
    expect((await listed(connection(origin))).map(({ id }) => id)).toEqual(['wm-', 'wm-next']);
    const never = await wecom({
      batch: ({ body }: Seen) =>
        body.includes('next')
          ? refused(40058, 'invalid cursor')
          : { ...OK, external_contact_list: [rowOf('wm-', 'rocky', '沈溪桐')], next_cursor: 'next' },
      one: {
        ...OK,
        external_contact: rowOf('wm-', 'rocky').external_contact,
        follow_user: [{ userid: 'rocky', remark: '沈溪桐', tags: [] }],
      },
    });
    const crm = connection(never.origin);
    expect(await crm.find({ name: '沈溪桐', phones: [] }, going())).toMatchObject({ customers: [{ id: 'wm-' }], complete: false });
    expect(await problemOf(listed(crm))).toEqual({ kind: 'not-understood', path: 'next_cursor', expected: 'an end' });
  });

  test('is kept: who was added, or is gone, is seen a minute later by their ids alone', async () => {
    let now = NOW;
    let ids = [ID];
    const row = (id: string) => ({ ...example(), external_contact: { external_userid: id, name: '沈溪桐', type: 1 } });
    const { origin, of } = await wecom({
      ids: ({ url }: Seen) => ({ ...OK, external_userid: url.includes('rocky') ? ids : [] }),
      batch: { ...OK, external_contact_list: [rowOf(ID, 'rocky', '沈部长')], next_cursor: '' },
      one: ({ url }: Seen) => {
        const id = new URL(url, 'http://here').searchParams.get('external_userid')!;
        return { ...row(id), follow_user: [{ userid: 'rocky', remark: '沈部长', tags: [] }] };
      },
    });
    const crm = connection(origin, { now: () => now });
    const found = async () => (await crm.find({ name: '沈部长', phones: [] }, going())).customers.map(({ id }) => id).toSorted();
    expect(await found()).toEqual([ID]);
    ids = ['wmNEW', ID];
    expect(await found()).toEqual([ID]);
    now += 61_000;
    expect(await found()).toEqual(['wmNEW', ID].toSorted());
    ids = ['wmNEW'];
    now += 61_000;
    expect(await found()).toEqual(['wmNEW']);
    expect([of('get_by_user').length, of('list').length]).toEqual([1, 4]);
  });
});

describe('a change', () => {
  /** What reached the call, after one change of the contact of the example. */
  async function sent(changes: Change | Change[], follow: Record<string, unknown> = {}, call = 'remark') {
    const one = onWechat();
    Object.assign(one.follow_user[0]!, follow);
    const { origin, of } = await wecom({ one });
    const crm = connection(origin);
    // The answer to `get` stays the same, so that most end as not taken.
    await Promise.allSettled([crm.apply(changes, await crm.get(KNOWN, going()), going())]);
    return of(call).map(({ body }) => JSON.parse(body) as object);
  }

  const ids = { userid: 'rocky', external_userid: ID };

  test('names what is to change and nothing else, in the record that was seen', async () => {
    expect(await sent({ kind: 'remark', text: '周五回电' })).toEqual([{ ...ids, description: '周五回电' }]);
    expect(await sent({ kind: 'details', details: { name: '沈总监', company: '云帆' } })).toEqual([
      { ...ids, remark: '沈总监', remark_company: '云帆' },
    ]);
  });

  test('of numbers sends all of them, since the list is written over as a whole, and one empty text for none', async () => {
    expect(await sent({ kind: 'details', details: { phones: ['13800000001', ' 13900000003 ', ''] } })).toEqual([
      { ...ids, remark_mobiles: ['13800000001', '13900000003'] },
    ]);
    expect(await sent({ kind: 'details', details: { phones: [] } })).toEqual([{ ...ids, remark_mobiles: [''] }]);
  });

  test('to nothing takes a value along as it is, since one has to hold something', async () => {
    const empty: Change = { kind: 'remark', text: '' };
    expect(await sent(empty)).toEqual([{ ...ids, description: '', remark: '沈部长' }]);
    expect(await sent(empty, { remark: '' })).toEqual([{ ...ids, description: '', remark_mobiles: ['13800000001', '13000000002'] }]);
    expect(await sent(empty, { remark: '', remark_mobiles: [] })).toEqual([{ ...ids, description: '', remark_mobiles: [''] }]);
  });

  test('of tags adds and removes them by their ids, in one call', async () => {
    const changes: Change[] = [
      { kind: 'add-tag', tag: tag(2) },
      { kind: 'remove-tag', tag: tag(1) },
    ];
    expect(await sent(changes, {}, 'mark_tag')).toEqual([{ ...ids, add_tag: [tag(2).id], remove_tag: [tag(1).id] }]);
    expect(await sent({ kind: 'remove-tag', tag: tag(2) }, {}, 'mark_tag')).toEqual([]);
  });

  test('that another value was lost by is told, with what it was', async () => {
    let isWritten = false;
    const after = onWechat();
    Object.assign(after.follow_user[0]!, { description: '新', remark_mobiles: [], remark_corp_name: '' });
    const { origin } = await wecom({ one: () => (isWritten ? after : onWechat()), remark: () => ((isWritten = true), OK) });
    const crm = connection(origin);
    expect(await problemOf(crm.apply({ kind: 'remark', text: '新' }, await crm.get(KNOWN, going()), going()))).toEqual({
      kind: 'changed-too',
      changes: [
        { what: 'remark_corp_name', before: '云帆软件', now: '' },
        { what: 'remark_mobiles', before: '13800000001, 13000000002', now: '' },
      ],
    });
  });

  test('in the record of a colleague who does not have the customer any more is written to nobody else’s', async () => {
    const { origin, of } = await wecom({ one: onWechat() });
    const crm = connection(origin);
    const known = { ...(await crm.get(KNOWN, going())), handle: { userid: 'gone' } };
    const beyond = { kind: 'beyond-reach', of: 'customer' };
    expect(await problemOf(crm.apply({ kind: 'remark', text: '新' }, known, going()))).toEqual(beyond);
    const mine = connection(origin, {}, { userId: 'nobody' });
    expect(await problemOf(mine.apply({ kind: 'remark', text: '新' }, await mine.get(KNOWN, going()), going()))).toEqual(beyond);
    expect(of('remark')).toEqual([]);
  });

  test.each<[Change, Problem]>([
    [
      { kind: 'remark', text: '字'.repeat(151) },
      { kind: 'too-long', what: 'remark', length: 151, most: 150 },
    ],
    [
      { kind: 'details', details: { name: '🌸'.repeat(21) } },
      { kind: 'too-long', what: 'name', length: 21, most: 20 },
    ],
    [
      { kind: 'details', details: { company: '字'.repeat(21) } },
      { kind: 'too-long', what: 'company', length: 21, most: 20 },
    ],
  ])('that is too long is refused before anything is asked: %j', async (change, problem) => {
    const { origin, seen } = await wecom();
    expect(await problemOf(connection(origin).apply(change, KNOWN, going()))).toEqual(problem);
    expect(seen).toEqual([]);
  });

  test('that would be a tag too many is refused', async () => {
    const one = onWechat();
    const tags = Array.from({ length: 3_000 }, (_, at) => ({ tag_id: `et${at}`, tag_name: 'a', group_name: 'b', type: 1 }));
    one.follow_user[0]!['tags'] = tags;
    const { origin, of } = await wecom({ one });
    const problem = { kind: 'too-long', what: 'list', length: 3_001, most: 3_000 };
    expect(await problemOf(connection(origin).apply({ kind: 'add-tag', tag: tag(2) }, KNOWN, going()))).toEqual(problem);
    expect(of('mark_tag')).toEqual([]);
  });

  test('of a tag that there is not, or of the company of somebody on WeCom, is refused', async () => {
    const { origin, of } = await wecom();
    const crm = connection(origin);
    const known = await crm.get(KNOWN, going());
    expect(await problemOf(crm.apply({ kind: 'add-tag', tag: { ...tag(3), id: 'et3' } }, known, going()))).toEqual({
      kind: 'unfit',
      wants: 'option',
    });
    expect(await problemOf(crm.apply({ kind: 'details', details: { company: '新' } }, known, going()))).toEqual({
      kind: 'not-supported',
      ability: 'company',
    });
    expect([...of('mark_tag'), ...of('remark')]).toEqual([]);
  });
});
