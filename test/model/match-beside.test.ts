import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { among, person } from './invented-people';

const team = Array.from({ length: 300 }, (_, at) => person(`p${at}`, `丁${'一二三四五六七八九十'[at % 10]}`, { owner: `u${at % 10}` }));
const mine = { owner: 'u1' };
const index = among(
  ...team,
  person('ayi', '阿依古丽·买买提', mine),
  person('mai', '买合木提江•吐尔逊', mine),
  person('mary', '玛丽·居里', mine),
  person('shen', '沈溪桐', { ...mine, company: '正泰集团有限公司', remark: '沈溪桐 3栋1702 订单20231105' }),
  person('ou', '欧阳清', { ...mine, company: '深圳市华盛科技有限公司' }),
);

function shown(text: string): string {
  const { decision, candidates } = match(text, index, { me: 'u1' });
  return `${decision} ${candidates[0]?.id ?? ''}`.trim();
}

describe('a name of several parts', () => {
  it.each([
    '阿依古丽·买买提',
    '阿依古丽•买买提',
    '阿依古丽・买买提',
    '阿依古丽.买买提',
    '阿依古丽 买买提',
    '阿依古丽买买提',
    '阿依古丽-买买提',
    '阿依古丽‧买买提',
  ])('is one name with any dot: %s', (text) => {
    expect(shown(text)).toBe('sure ayi');
  });

  it.each([
    ['阿依古丽', 'ayi'],
    ['阿依古丽 意向', 'ayi'],
    ['买合木提江', 'mai'],
    ['吐尔逊', 'mai'],
    ['A 阿依古丽', 'ayi'],
    ['玛丽', 'mary'],
    ['阿依古麗', 'ayi'],
    ['买合木提江🌸', 'mai'],
  ])('by one part, %s, is a question at most', (text, id) => {
    expect(shown(text)).toMatch(new RegExp(`^(likely|several) ${id}$`));
  });

  it('offers Madame Curie, and claims nobody by the parts in the other order', () => {
    expect(shown('玛丽·居里夫人')).toMatch(/^(likely|several) mary$/);
    expect(shown('买买提·阿依古丽')).not.toMatch(/^(sure|likely)/);
  });
});

describe('a company that somebody has left', () => {
  it.each([
    '沈溪桐 原华为',
    '沈溪桐（前阿里）',
    '沈溪桐-原阿里巴巴',
    '沈溪桐 ex-Tencent',
    '沈溪桐 former Huawei',
    '沈溪桐 前字节跳动',
    '沈溪桐 曾就职于百度',
    '沈溪桐 原正泰',
  ])('speaks against nobody: %s', (text) => {
    expect(shown(text)).toBe('sure shen');
  });

  it.each([
    '沈溪桐 前女友',
    '沈溪桐 前同事',
    '沈溪桐 前台',
    '沈溪桐 前妻',
    '沈溪桐前男友',
    '沈溪桐 前夫',
    '沈溪桐 前前女友',
    '沈溪桐的前女友',
  ])('is no person: %s is about somebody else', (text) => {
    expect(shown(text)).not.toMatch(/^sure/);
  });

  it.each(['原华为', '前阿里', 'ex Tencent', '原小明', '前端开发', '原来如此', '前海人寿', '原力'])('%s alone is nobody', (text) => {
    expect(shown(text)).toBe('none');
  });
});

describe('where WeCom says that a contact comes from', () => {
  it.each([
    '沈溪桐@微信',
    '沈溪桐@WeChat',
    '沈溪桐＠企业微信',
    '沈溪桐 @微信',
    '沈溪桐@wecom',
    '沈溪桐@正泰',
    '沈溪桐@正泰集团',
    '沈溪桐@正泰集团有限公司',
  ])('%s is the name alone, or the name with the company', (text) => {
    expect(shown(text)).toBe('sure shen');
  });

  it.each([
    '沈溪桐@海纳',
    '沈溪桐@海纳科技有限公司',
    '沈溪桐@深圳市海纳科技有限公司',
    '沈溪桐@Tencent',
    '沈溪桐@华为技术',
    '沈溪桐@学而思',
    '沈溪桐＠比亚迪',
    '沈溪桐@中国移动',
    '沈溪桐@华盛集团',
  ])('%s, another company, is a question', (text) => {
    expect(shown(text)).toBe('likely shen');
  });
});

describe('digits, a company and a title', () => {
  it.each([
    '沈溪桐 3栋1702',
    '沈溪桐 3-1702',
    '3栋1702 沈溪桐',
    '沈溪桐 20231105',
    '沈溪桐 订单20231105',
    '1702沈溪桐',
    '沈溪桐 1702室',
    '沈溪桐(1702)',
  ])('%s stands in the record too', (text) => {
    expect(shown(text)).toMatch(/^(sure|likely) shen$/);
  });

  it.each([
    '欧阳总',
    '欧阳女士',
    '华盛科技欧阳经理',
    '华盛欧阳总',
    '欧阳总(华盛)',
    '欧阳小姐@华盛科技',
    '华盛科技 欧阳姐',
    '欧阳经理-华盛科技',
  ])('%s is a surname of two characters with a title', (text) => {
    expect(shown(text)).toMatch(/^(likely|several) ou$/);
  });
});
