import { describe, expect, test } from 'vitest';
import { answering } from './answering';
import { skipping } from './clock';
import { connect, going, memoryOf } from './connect';
import { sandboxCrm } from './sandbox';
import { isMine, ofOwner } from './whose';

const lixiao = sandboxCrm('lixiao');

describe('whose customers lixiao has', () => {
  const connection = (memory = memoryOf()) =>
    connect('lixiao', { baseUrl: lixiao().url, userToken: lixiao().credentials['userToken']! }, { ...skipping(), memory });

  test('tells by the id of the owner, asks who I am once and remembers it', async () => {
    lixiao().rateLimit(false);
    const memory = memoryOf();
    expect(await connection(memory).me!()).toBeNull();
    expect(await isMine(connection(memory), ofOwner('李磊', 'lixiao'))).toBe(true);
    expect(await isMine(connection(memory), ofOwner('王敏', 'lixiao'))).toBe(false);
    expect(lixiao().requests.filter(({ path }) => path.endsWith('/user/info'))).toHaveLength(1);
    expect(await connection(memory).me!()).toMatchObject({ name: '李磊' });
  });

  test('an account that may not ask who it is is nobody, and does not ask again', async () => {
    let asked = 0;
    const { origin } = await answering(({ url }) => {
      asked += Number(url.includes('/user/info'));
      return { body: { code: 100500, message: '没有权限', data: null } };
    });
    const memory = memoryOf();
    for (let times = 0; times < 3; times++) {
      expect(await connect('lixiao', { baseUrl: origin, userToken: 'abc' }, { ...skipping(), memory }).me!(going())).toBeNull();
    }
    expect(asked).toBe(1);
  });
});
