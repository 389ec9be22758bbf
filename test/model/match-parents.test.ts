import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import type { MatchRecord } from '../../lib/model/match/records';
import { person } from './invented-people';

function among(text: string, ...stored: MatchRecord[]): string {
  const index = new MatchIndex();
  for (const one of [person('p', '赵丽华'), person('q', '钱子晴妈妈'), ...stored]) index.put(one);
  const { decision, candidates } = match(text, index, { home: 'CN' });
  return [decision, ...candidates.map(({ id }) => id)].join(' ');
}

describe('a customer who is stored as a pupil’s parent', () => {
  it.each(['王子涵的妈妈', '王子涵麻麻', '王子涵妈咪', '王子涵（妈）', '子涵妈妈', '三年级2班王子涵妈妈', '王子涵家长'])(
    '%s is asked about as 王子涵妈妈',
    (text) => {
      expect(among(text, person('x', '王子涵妈妈'))).toMatch(/^(several|likely) x$/);
      expect(among(text, person('x', '周敏', { remark: '王子涵妈妈' }))).toMatch(/^(several|likely) x$/);
    },
  );

  it('is certain as stored, also beside the other parent', () => {
    expect(among('王子涵妈妈', person('x', '王子涵妈妈'), person('y', '王子涵爸爸'))).not.toMatch(/^(sure|likely) y/);
    expect(among('王子涵爸爸', person('x', '王子涵妈妈'), person('y', '王子涵爸爸'))).not.toMatch(/^(sure|likely) x/);
  });

  it('the other parent is a choice, and another child nobody', () => {
    expect(among('王子涵爸爸', person('x', '王子涵妈妈'))).toBe('several x');
    expect(among('王子轩妈妈', person('x', '王子涵妈妈'))).toBe('none');
    expect(among('妈妈', person('x', '王子涵妈妈'))).toBe('none');
  });
});

describe('signs that names keep in simplified script', () => {
  it.each([
    ['李乾', '李干'],
    ['王昇阳', '王升阳'],
    ['沈昇 启明', '沈升'],
    ['钱锺远', '钱钟远'],
  ])('%s may be another than %s: a question', (text, name) => {
    expect(among(text, person('x', name))).toMatch(/^(several|likely) x$/);
    expect(among(text, person('x', '周敏', { remark: name }))).not.toMatch(/^sure/);
  });

  it.each([
    ['沈溪鐘', '沈溪钟'],
    ['沈昇陽', '沈昇阳'],
  ])('%s is %s in the other script', (text, name) => {
    expect(among(text, person('x', name))).toBe('sure x');
  });
});

it('the number is the contact’s where the words behind it say that it is their WeChat as well', () => {
  for (const text of ['138 0000 1111（同微信）', '13800001111微信同步'])
    expect(among(text, person('x', '沈溪桐', { phones: ['13800001111'] }))).toBe('sure x');
});
