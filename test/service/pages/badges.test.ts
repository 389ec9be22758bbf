import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Contact } from '../../../lib/model/contact';
import type { Customer } from '../../../lib/model/customer';
import { badgesFor } from '../../../lib/service/pages/badges';
import { createBound } from '../../../lib/service/pages/rate-limit';
import { openDatabase } from '../../../lib/service/storage/database';
import { createDesk, type Desk } from '../../../lib/service/desk';
import { ownBooks } from '../../../lib/service/own-books';
import { keepCustomers, snapshotOf } from '../../../lib/service/lookup/kept-customers';
import { link } from '../../../lib/service/lookup/decisions';

const REFUSED = () => Promise.reject(new Error('no CRM is asked for a badge'));

let desk: Desk;

beforeEach(async () => {
  fakeBrowser.reset();
  desk = createDesk({
    database: await openDatabase(crypto.randomUUID()),
    fetch: REFUSED,
    now: () => 1_000,
    online: () => false,
    ...ownBooks(() => desk),
  });
});

function contact(name: string, kind: Contact['kind'] = 'person'): Contact {
  return { site: 'wechat-web', id: `@${name}`, name, kind, avatar: null };
}

function customer(id: string, name: string, stage: string | null, tags: string[] = []): Customer {
  return {
    connection: 'book',
    id,
    name,
    company: null,
    remark: null,
    nickname: null,
    phones: [{ label: null, number: '13800001111', hidden: false }],
    stage: stage === null ? null : { id: stage, name: stage },
    source: null,
    owner: null,
    helpers: [],
    tags: tags.map((tag) => ({ id: tag, name: tag, group: null, color: null })),
    fields: [],
    createdAt: null,
    updatedAt: null,
    lastFollowUpAt: null,
    handle: {},
  };
}

async function answered(name: string, ...customers: Customer[]): Promise<void> {
  const ids = customers.map(({ id }) => id);
  await keepCustomers(desk, customers, snapshotOf(desk), { connection: 'book', name, ids, fetchedAt: 0 });
}

describe('the badges of a list', () => {
  it('say the stage, or else the first tag, of those whom a kept answer names, and are silent about all others', async () => {
    await answered('张伟 13800001111', customer('1', '张伟', '意向客户', ['VIP']));
    await answered('司马青云 13800001111', customer('2', '司马青云', null, ['VIP', '深圳']));
    const rows = [contact('张伟 13800001111'), contact('nobody'), contact('司马青云 13800001111'), contact('群', 'room')];
    const labels = (await badgesFor(desk, rows)).map((badge) => badge?.label);
    expect(labels).toEqual(['意向客户', undefined, 'VIP', undefined]);
  });

  it('follow what a person has decided', async () => {
    await keepCustomers(desk, [customer('7', '王芳', '报价中')], snapshotOf(desk));
    await link(desk.database, contact('芳芳'), [{ connection: 'book', id: '7' }]);
    expect(await badgesFor(desk, [contact('芳芳')])).toEqual([{ sure: true, label: '报价中' }]);
  });

  it('hold nothing but the word: no name, no phone', async () => {
    await answered('张伟 13800001111', customer('1', '张伟', '意向客户'));
    const [badge] = await badgesFor(desk, [contact('张伟 13800001111')]);
    expect(Object.keys(badge!).sort()).toEqual(['label', 'sure']);
  });

  it('mask a number that stands in the word', async () => {
    await answered('张伟 13800001111', customer('1', '张伟', '周五打 0571-88880000'));
    await answered('司马青云 13800001111', customer('2', '司马青云', null, ['+852 9123 4567']));
    const rows = [contact('张伟 13800001111'), contact('司马青云 13800001111')];
    expect((await badgesFor(desk, rows)).map((badge) => badge?.label)).toEqual(['周五打 ****-****0000', '+*** **** 4567']);
  });
});

it('a bound lets so many through in its time, each key by itself', () => {
  let time = 0;
  const may = createBound(2, 1_000, () => time);
  expect([may(1), may(1), may(1), may(2)]).toEqual([true, true, false, true]);
  time = 1_001;
  expect(may(1)).toBe(true);
});
