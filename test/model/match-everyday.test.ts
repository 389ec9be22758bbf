import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import type { MatchRecord } from '../../lib/model/match/records';
import { person } from './invented-people';

/** A book of an agent without a CRM: sixty customers, and this one. */
function shown(text: string, ...stored: MatchRecord[]): string {
  return shownIn(60, text, stored);
}

function shownIn(customers: number, text: string, stored: MatchRecord[]): string {
  const index = new MatchIndex();
  for (let at = 0; at < customers; at++)
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
    ['成都', '成都'],
    ['单纯', '🌸单纯'],
    ['周末', '周末'],
    ['林黛玉', '林黛玉'],
    ['柳暗花明', '柳暗花明'],
    ['金榜题名', '金榜题名'],
    ['哈哈哈', '哈哈哈'],
    ['安安', '安安🌸'],
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
    ['Борис Годунов', 'Борис Годунов'],
    ['佐藤健一', '佐藤健一'],
    ['鈴木一郎', '🌸鈴木一郎'],
    ['高桥诚', '高橋 誠'],
    ['渡边健', '渡辺健'],
    ['たなか ゆき', 'たなか ゆき'],
    ['Yuki Tanaka', 'Yuki Tanaka'],
    ['สมชาย ใจดี', 'สมชาย ใจดี'],
    ['Somchai Jaidee', 'Somchai Jaidee'],
    ['प्रिया शर्मा', 'प्रिया शर्मा'],
    ['Lê Văn Hùng', 'Lê Văn Hùng'],
    ['Aung Aung', 'Aung Aung'],
    ['فاطمة الزهراء', 'فاطمة الزهراء'],
    ['Juan Dela Cruz', 'Juan Dela Cruz'],
  ])('%s has many namesakes where the name comes from: a question', (name, text) => {
    expect(shown(text, named(name))).toMatch(/^(likely|several) x$/);
  });

  it.each(['阿强', '阿明哥', '强子', '马云', '佐藤健一', '高桥诚', '田中'])('%s is a question among thousands, too', (name) => {
    expect(shownIn(3_000, name, [named(name)])).toMatch(/^(likely|several) x$/);
    expect(shownIn(3_000, `${name} 启明医药`, [person('x', name, { company: '启明医药有限公司' })])).toBe('sure x');
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

  it('is certain beside the company of the record, or with the number', () => {
    const sato = person('x', '佐藤健一', { company: '启明医药有限公司', phones: ['13800001111'] });
    for (const text of ['佐藤健一 启明医药', '佐藤健一 13800001111']) expect(shown(text, sato)).toBe('sure x');
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

describe('a remark that is a note about the customer', () => {
  it.each(['周五回电', '付款慢', '赵雪舟', '不要发票', '老客户', '周五回电🌸'])('%s is a question for whoever is shown so', (text) => {
    expect(shown(text, person('x', '沈溪桐', { remark: text.replace('🌸', '') }))).toMatch(/^(likely|several) x$/);
  });

  it.each<[string, string, Partial<MatchRecord>?]>([
    ['沈溪桐', '启明沈经理 13栋'],
    ['沈溪桐', '启明医药采购', { company: '启明医药有限公司' }],
    ['听雨的人', '陆知遥', { nickname: '听雨的人' }],
    ['阿米娜·阿卜杜热西提', '10-3-2504 阿米娜总'],
  ])('of %s, %s says who it is', (name, remark, more) => {
    expect(shown(remark, person('x', name, { remark, ...more }))).toBe('sure x');
  });

  it('gives way to the bearer of the name', () => {
    expect(shown('赵雪舟', person('note', '沈溪桐', { remark: '赵雪舟' }), person('y', '赵雪舟'))).not.toMatch(/^sure/);
  });
});
