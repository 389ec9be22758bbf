import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import { among, person } from './invented-people';

const me = 'me';
const mine = (id: string, name: string, company: string | null = null) => person(id, name, { company, owner: me });
const people = [
  mine('xu', '徐建林', '绍兴柯桥轻纺城'),
  mine('gu', '顾雪舟', '苏州澄湖新材料'),
  mine('ouyang', '欧阳晓晴'),
  mine('chan', '陈大文'),
  mine('chan2', '陈美娟'),
  mine('zhongcun', '中村健太'),
  mine('jin', '金敏洙'),
  mine('helen', 'Helen'),
  mine('mei', '马小梅'),
  mine('fu', '傅明哲'),
  mine('lai', '赖佳乐'),
  mine('luo', '骆远航'),
];
const index = among(...people);

function said(shown: string): { decision: string; ids: string[] } {
  const { decision, candidates } = match(shown, index, { me });
  return { decision, ids: candidates.map(({ id }) => id) };
}

describe('how one calls people whose surname one knows', () => {
  it.each([
    ['老徐', 'xu'],
    ['小傅', 'fu'],
    ['赖生', 'lai'],
    ['老骆', 'luo'],
    ['小顾', 'gu'],
    ['深圳 老徐', null],
    ['柯桥老徐', 'xu'],
    ['欧阳', 'ouyang'],
    ['小欧阳', 'ouyang'],
    ['陳生', 'chan'],
    ['陳太', 'chan2'],
    ['Uncle Chan', 'chan'],
    ['Aunty Chan', 'chan2'],
    ['Boss Xu', 'xu'],
    ['中村さん', 'zhongcun'],
    ['金代表', 'jin'],
    ['金씨', 'jin'],
    ['auntie Helen', 'helen'],
  ])('offers my customers of that surname, whom it fits best first, and is never sure: %s', (shown, id) => {
    const { decision, ids } = said(shown);
    expect(decision).not.toBe('sure');
    expect(ids[0] ?? null).toBe(id);
  });

  it.each(['顾雪舟领导', '徐建林大哥', '顾雪舟老总', '中村健太様', '马小梅', '顾雪舟 小林'])(
    'does not hide whose full name stands there: %s',
    (shown) => {
      const { decision, candidates } = match(shown, index, { me });
      expect(['likely', 'sure']).toContain(decision);
      expect(shown.normalize('NFKC')).toContain(people.find(({ id }) => id === candidates[0]!.id)!.name);
    },
  );

  it('leaves a full name that ends as an address does what it is', () => {
    const { decision, candidates } = matchAnswer('宋生', [person('one', '宋生'), person('other', '宋伟')], { complete: true });
    expect(candidates[0]!.id).toBe('one');
    expect(decision).not.toBe('several');
  });
});
