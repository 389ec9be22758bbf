import { describe, expect, test } from 'vitest';
import type { Connection } from '../../lib/providers/provider';
import { answering, type Reply, type Seen } from '../contract/answering';
import { connect, fixture, going } from '../contract/connect';

const POP_UP = '/wechat_api/customer/updateIsOpenAfterCall';
const OK = { code: 200, msg: '操作成功!', data: null };
const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';
const JSON_TYPE = 'application/json;charset=UTF-8';

const newTask = {
  name: 'ceshi',
  phone: '018750928186',
  place: '廈門',
  address: '',
  nickname: '測',
  wechat: '',
  company: '公司 "引號"',
  tags: '',
  fields: { xfield1: '007', v1: 'v' },
};
const listed = { id: '19905', owner: null, name: '', phone: null, company: null, address: null, nickname: null, wechat: null } as never;

/** The five calls whose samples in the documentation are JSON, as the connection makes them. */
const CALLS: Record<string, (connection: Connection) => Promise<unknown>> = {
  updateIsOpenAfterCall: ({ telephony }) => telephony!.setPopUp(true, going()),
  delManualTask: ({ tasks }) => tasks!.removeAll('12206', going()),
  delManualTaskDetail: ({ tasks }) => tasks!.remove(listed, going()),
  addManualTask: ({ tasks }) => tasks!.add(newTask, { befriendFirst: false }, going()),
  addManualTaskBeforeAddFriend: ({ tasks }) => tasks!.add(newTask, { befriendFirst: true }, going()),
};

const JSON_BODIES: Record<string, unknown> = {
  updateIsOpenAfterCall: { isOpen: 1 },
  delManualTask: { adminUserId: 12206 },
  delManualTaskDetail: { customerId: 19905 },
  addManualTask: {
    customerName: 'ceshi',
    customerPhone: '018750928186',
    phoneGeo: '廈門',
    address: '',
    nickName: '測',
    userName: '',
    company: '公司 "引號"',
    tags: '',
    xfield1: '007',
    v1: 'v',
  },
  addManualTaskBeforeAddFriend: { customerPhone: '018750928186', uin: '496768729', userName: '018750928186', v1: 'v' },
};

function connection(origin: string, more: Record<string, string> = {}) {
  return connect('wechat-console', { baseUrl: origin, uin: '496768729', headerName: 'token', headerValue: 't', ...more });
}

function nameOf({ url }: Seen): string {
  return new URL(url, 'http://here').pathname.split('/').at(-1)!;
}

describe('the calls that the documentation shows with JSON', () => {
  const befriended = fixture('wechat-console/manual-task-friend');
  const accepting = () => answering((request) => ({ body: nameOf(request).endsWith('AddFriend') ? befriended : OK }));

  test.each(Object.keys(CALLS))('%s goes as a form unless the settings say otherwise', async (name) => {
    for (const bodies of ['', 'form']) {
      const { origin, seen } = await accepting();
      await CALLS[name]!(connection(origin, { bodies }));
      const { headers, body } = seen.find((one) => nameOf(one) === name)!;
      expect(headers['content-type']).toBe(FORM);
      const wanted = Object.entries(JSON_BODIES[name]!).map(([key, value]) => [key, String(value)]);
      expect(Object.fromEntries(new URLSearchParams(body))).toEqual(Object.fromEntries(wanted));
    }
  });

  test.each(Object.keys(CALLS))('%s goes as JSON where the settings say so, numbers as the samples write them', async (name) => {
    const { origin, seen } = await accepting();
    await CALLS[name]!(connection(origin, { bodies: 'json' }));
    const { headers, body } = seen.find((one) => nameOf(one) === name)!;
    expect(headers['content-type']).toBe(JSON_TYPE);
    expect(headers['token']).toBe('t');
    expect(JSON.parse(body)).toEqual(JSON_BODIES[name]);
  });

  test('an id that no number of JSON holds exactly goes as the text that it is', async () => {
    const { origin, seen } = await accepting();
    await connection(origin, { bodies: 'json' }).tasks!.removeAll('3361907914657006851', going());
    expect(seen[0]!.body).toBe('{"adminUserId":"3361907914657006851"}');
  });

  test('no other call changes its body', async () => {
    const { origin, seen } = await accepting();
    await connection(origin, { bodies: 'json' }).remove!({ connection: 'c1', id: '5' }, going());
    expect([seen[0]!.headers['content-type'], seen[0]!.body]).toEqual([FORM, 'customerId=5']);
  });
});

/** What a console does with a body that it does not read. */
const UNREAD: Record<string, (state: { popUp: number }) => Reply> = {
  'the page of status 415': () => ({ status: 415, headers: { 'content-type': 'text/html' }, body: '<html>Unsupported Media Type</html>' }),
  'status 415 in JSON': () => ({ status: 415, body: { timestamp: 1, status: 415, error: 'Unsupported Media Type', path: POP_UP } }),
  'status 400': () => ({ status: 400, body: { code: 400, msg: 'isOpen為空', data: null } }),
  'code 400': () => ({ body: { code: 400, msg: 'isOpen為空', data: null } }),
  'code 500': () => ({ body: { code: 500, msg: '系統異常', data: null } }),
  'status 500': () => ({ status: 500, body: { status: 500, error: 'Internal Server Error' } }),
  'a yes, and nothing of it read': (state) => {
    state.popUp = 0;
    return { body: OK };
  },
};

/** A console that reads one kind of body alone. `state.popUp` is what it has. */
async function consoleReading(reads: 'form' | 'json' | 'both', unread: (state: { popUp: number }) => Reply, popUp = 1) {
  const state = { popUp };
  const server = await answering((request) => {
    if (request.method === 'GET') return { body: { code: 200, msg: '操作成功!', data: state.popUp } };
    const kind = request.headers['content-type'] === FORM ? 'form' : 'json';
    if (reads !== 'both' && reads !== kind) return unread(state);
    const sent =
      kind === 'form' ? new URLSearchParams(request.body).get('isOpen') : (JSON.parse(request.body) as { isOpen: number }).isOpen;
    state.popUp = Number(sent);
    return { body: OK };
  });
  return { ...server, state };
}

describe('a test of the connection', () => {
  test.each(Object.entries(UNREAD))('offers JSON where forms get %s, and changes nothing', async (_, unread) => {
    const { origin, seen, state } = await consoleReading('json', unread);
    expect(await connection(origin).suggestions!(going())).toMatchObject([{ values: { bodies: 'json' } }]);
    expect(state.popUp).toBe(1);
    expect(seen.map(({ method, url }) => `${method} ${url}`).filter((call) => !call.endsWith('IsOpenAfterCall'))).toEqual([]);
    expect(await connection(origin, { bodies: 'json' }).suggestions!(going())).toEqual([]);
  });

  test.each(Object.entries(UNREAD).slice(0, 6))('offers forms again where JSON gets %s', async (_, unread) => {
    const { origin, state } = await consoleReading('form', unread, 0);
    expect(await connection(origin, { bodies: 'json' }).suggestions!(going())).toMatchObject([{ values: { bodies: 'form' } }]);
    expect(state.popUp).toBe(0);
  });

  test('offers nothing where both are read, and writes once what is there already', async () => {
    for (const popUp of [0, 1]) {
      const { origin, seen, state } = await consoleReading('both', () => null, popUp);
      expect(await connection(origin).suggestions!(going())).toEqual([]);
      expect([state.popUp, seen.filter(({ method }) => method === 'POST').map(({ body }) => body)]).toEqual([popUp, [`isOpen=${popUp}`]]);
    }
  });

  test('offers nothing where neither is taken, or where the switch is not there or is neither on nor off', async () => {
    const refused: Reply = { body: { code: 400, msg: '沒有權限', data: null } };
    const locked = await answering(({ method }) => (method === 'GET' ? { body: { code: 200, data: 1 } } : refused));
    expect(await connection(locked.origin).suggestions!(going())).toEqual([]);
    for (const answer of [{ status: 404 }, refused, { body: { code: 200, data: null } }]) {
      const { origin, seen } = await answering(() => answer);
      expect(await connection(origin).suggestions!(going())).toEqual([]);
      expect(seen.map(({ method }) => method)).toEqual(['GET']);
    }
  });

  test('takes an error that passes for none of the body', async () => {
    let failures = 1;
    const { origin } = await answering(({ method }) => {
      if (method === 'GET') return { body: { code: 200, data: 1 } };
      return failures-- > 0 ? { status: 500, body: { status: 500 } } : { body: OK };
    });
    expect(await connection(origin).suggestions!(going())).toEqual([]);
  });
});
