import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import type { MatchRecord } from '../../lib/model/match/records';
import { person } from './invented-people';

/** A book of an agent without a CRM: sixty customers, and this one. */
function shown(text: string, ...stored: MatchRecord[]): string {
  const index = new MatchIndex();
  for (let at = 0; at < 60; at++)
    index.put(person(`p${at}`, `${'王李张刘陈杨'[at % 6]}${'芳伟娜敏静丽强磊军洋'[at % 10]}${at % 4 === 0 ? '华' : ''}`));
  for (const one of stored) index.put(one);
  const { decision, candidates } = match(text, index, { home: null });
  return `${decision} ${candidates[0]?.id ?? ''}`.trim();
}

const named = (name: string) => person('x', name);

describe('a customer who is stored under a word or a nickname', () => {
  it.each([
    ['Kevin', 'Kevin🌸'],
    ['Lily', '🌸Lily'],
    ['Lily', '(Lily)'],
    ['蓝天', '蓝天🌸'],
    ['安然', 'A 安然'],
    ['客户', '🌸客户'],
    ['🌸', '🌸🌸'],
    ['强子', '强子'],
    ['房东', '房东'],
    ['游客', '游客'],
    ['顾客', '顾客'],
    ['向日葵', '向日葵'],
    ['孙悟空', '孙悟空'],
    ['东方不败', '东方不败'],
    ['花开富贵', '花开富贵'],
    ['马到成功', '🐎马到成功🐎'],
    ['阳光总在风雨后', '阳光总在风雨后'],
    ['明天会更好', '明天会更好🌸'],
  ])('%s is a question for whoever is shown as %s: others are called so, too', (name, text) => {
    expect(shown(text, named(name))).toMatch(/^(likely|several) x$/);
  });

  it.each([
    ['John Smith', 'John Smith'],
    ['Mohammed Ali', 'Mohammed Ali'],
    ['محمد علي', 'محمد علي'],
    ['Nguyễn Văn An', 'Nguyễn Văn An'],
    ['Kim Minsu', 'Kim Minsu🌸'],
    ['Иван Иванов', 'Иван Иванов'],
  ])('%s has many namesakes where the name comes from: a question', (name, text) => {
    expect(shown(text, named(name))).toMatch(/^(likely|several) x$/);
  });

  it.each([
    ['沈溪桐', '🌸沈溪桐🌸'],
    ['欧阳清岚', '欧阳清岚'],
    ['陈方安生', '陈方安生'],
    ['阿依古丽·买买提', '阿依古丽买买提'],
    ['永兴五金店', '永兴五金店'],
    ['Johann Wolfgang Ebersbacher', 'Johann Wolfgang Ebersbacher'],
  ])('%s is certain: a whole name, or one shop', (name, text) => {
    expect(shown(text, named(name))).toBe('sure x');
  });

  it('is certain beside the company of the record', () => {
    expect(shown('花开富贵 启明医药', person('x', '花开富贵', { company: '启明医药有限公司' }))).toBe('sure x');
  });
});

it('the remark of somebody else does not outweigh the bearer of the name, whatever pictures are beside it', () => {
  const stored = [named('沈溪桐'), person('other', '焦文博', { remark: '沈溪桐' })];
  for (const text of ['沈溪桐', '🌸沈溪桐', '🌸沈溪桐🌸', '沈溪桐☀️']) expect(shown(text, ...stored)).not.toMatch(/^sure/);
});

it.each(['尚衡律师', '尚衡总', '尚衡 医生', '尚衡-经理'])('%s is about 尚衡, and not Mr 衡 of a company called 尚', (text) => {
  expect(shown(text, named('尚衡'))).toMatch(/^(likely|several) x$/);
});

it('a black circle between the parts of a name is its dot', () => {
  for (const dot of '●⚫⬤') expect(shown(`阿依古丽${dot}买买提`, named('阿依古丽·买买提'))).toBe('sure x');
});
