import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import type { MatchRecord } from '../../lib/model/match/records';
import { among, person } from './invented-people';

const shen = person('shen', '沈溪桐', { phones: ['13800001234'], remark: '老婆管钱，朋友介绍，先联系助理' });

function first(shown: string, ...people: MatchRecord[]) {
  const answered = matchAnswer(shown, people, { complete: true });
  const { decision, candidates } = match(shown, among(...people));
  return { decisions: [decision, answered.decision], id: candidates[0]?.id };
}

describe('a text about somebody', () => {
  it.each([
    '沈溪桐老婆',
    '沈溪桐的朋友',
    '沈溪桐 助理',
    '沈溪桐（司机）',
    '沈溪桐介绍',
    '沈溪桐推荐的',
    '沈溪桐妈',
    '沈溪桐 爸妈',
    '沈溪桐女儿',
    '沈溪桐媳婦',
    '沈溪桐的前台',
    '找沈溪桐',
    '介绍人沈溪桐',
    '沈溪桐 wife',
    "沈溪桐's husband",
    '沈溪桐LP',
    '沈溪桐 mama',
    'friend of 沈溪桐',
    '不是沈溪桐',
    '非沈溪桐本人',
    'not 沈溪桐',
    '帮沈溪桐拿货',
    '接替沈溪桐',
    '原沈溪桐客户',
    '沈溪桐的客户',
    '沈溪桐的律师',
    '沈溪桐隔壁',
    '沈溪桐团队',
    '沈溪桐阿媽',
    '沈溪桐個仔',
    '沈溪桐小姨子',
    '沈溪桐(對接)',
    '沈溪桐的租客',
    '沈溪桐的对手',
    '沈溪桐她妹',
    '沈溪桐家老二',
    '沈溪桐那口子',
    '沈溪桐店员',
    '沈溪桐收货人',
    '沈溪桐叫来的',
    '沈溪桐单位的',
    '住沈溪桐楼下',
    '沈溪桐前老板',
    '接沈溪桐的班',
    '另一个沈溪桐',
    '沈溪桐（重名）',
    '报名找沈溪桐',
    '有事请联系沈溪桐',
    '沈溪桐转',
    '沈溪桐代',
    '沈溪桐老同学',
    '沈溪桐 发小',
    '沈溪桐賢內助',
    '沈溪桐二舅',
    '沈溪桐 bestie',
    "沈溪桐's stepson",
    '沈溪桐售后群',
  ])('offers whom it speaks of as a choice: %s', (shown) => {
    const { decisions, id } = first(shown, shen);
    expect(decisions).toEqual(['several', 'several']);
    expect(id).toBe('shen');
  });

  it.each([
    '李听澜(沈溪桐介绍)',
    '沈溪桐介绍的李听澜',
    '沈溪桐介绍-李听澜',
    '李听澜 沈溪桐老婆',
    '李听澜（沈溪桐的同事）',
    '李听澜 via 沈溪桐',
    '沈溪桐的李听澜',
    '李听澜帮沈溪桐',
  ])('names the contact beside whom it speaks of, and asks: %s', (shown) => {
    const { decisions, id } = first(shown, shen, person('li', '李听澜'));
    expect(decisions).toEqual(['likely', 'likely']);
    expect(id).toBe('li');
  });

  it.each(['沈溪桐的小号', '沈溪桐的微信', '沈溪桐S01'])('is none where what stands behind the name is their own: %s', (shown) => {
    expect(first(shown, shen).decisions).toEqual(['likely', 'likely']);
  });

  it.each(['沈溪桐？', '?沈溪桐', '沈溪桐 (?)'])('that its writer has put a question mark in is never certain by the name: %s', (shown) => {
    expect(first(shown, shen)).toEqual({ decisions: ['likely', 'likely'], id: 'shen' });
    expect(first(`${shown} 13800001234`, shen).decisions).toEqual(['sure', 'sure']);
  });

  it('names the contact first where another stands behind a word of relation', () => {
    expect(first('李听澜 受益人沈溪桐', shen, person('li', '李听澜'))).toEqual({ decisions: ['likely', 'likely'], id: 'li' });
    expect(first('李听澜 老公沈溪桐', shen).decisions).toEqual(['several', 'several']);
  });

  it('asks where the record says the very words', () => {
    expect(first('沈溪桐老婆', person('wife', '周雪', { remark: '沈溪桐老婆' }), shen)).toEqual({
      decisions: ['likely', 'likely'],
      id: 'wife',
    });
  });

  it.each(['代小明', '孙子轩', '欧阳秘书', '给力波', '非凡'])('is none where the word is part of a name or a title: %s', (name) => {
    expect(first(name, person('one', name)).id).toBe('one');
    expect(first(name, person('one', name)).decisions).not.toContain('several');
  });

  it('is one where the husband of a woman is called Mr behind her name, and none for a man', () => {
    expect(first('侯婉莹先生', person('hou', '侯婉莹')).decisions).toEqual(['several', 'several']);
    expect(first('侯伟强先生', person('hou', '侯伟强')).decisions).not.toContain('several');
  });
});

describe('a number beside a name', () => {
  it.each([
    '李娜 13800001234',
    '陈晨（新号）13800001234',
    '李助理(沈总13800001234)',
    '刘师傅 找沈总13800001234',
    '王五 介绍人13800001234',
    '李娜 13900001111 老公13800001234',
    '13800001234(老婆) 李娜',
    '李娜 老公电话13800001234',
    '13800001234(老婆手机) 李娜',
    '沈溪桐老婆 13800001234',
  ])('never makes its owner sure or likely where another is named: %s', (shown) => {
    for (const decision of first(shown, shen).decisions) expect(['several', 'none']).toContain(decision);
  });

  it.each(['沈总 13800001234', '老沈13800001234', '沈溪桐 13800001234', '溪桐姐 13800001234', '13800001234', '🍀13800001234'])(
    'makes its owner sure who is named: %s',
    (shown) => {
      expect(first(shown, shen)).toEqual({ decisions: ['sure', 'sure'], id: 'shen' });
    },
  );

  it('asks where words stand there that nobody knows', () => {
    expect(first('想吃葡萄 13800001234', shen).decisions).toEqual(['likely', 'likely']);
  });

  it('that another person has leaves the name what it is', () => {
    expect(first('李听澜 老公13800001234', shen, person('li', '李听澜'))).toEqual({ decisions: ['likely', 'likely'], id: 'li' });
  });

  it('that two people have is whose name stands beside it', () => {
    const other = person('other', '陆一川', { phones: ['13800001234'] });
    expect(first('沈溪桐 13800001234', shen, other)).toEqual({ decisions: ['sure', 'sure'], id: 'shen' });
    expect(first('13800001234', shen, other).decisions).toEqual(['several', 'several']);
  });
});

describe('one person who stands in the CRM twice', () => {
  const again = person('again', '沈溪桐', { phones: ['138 0000 1234', '13900001111'], updatedAt: '2020-01-01T00:00:00Z' });

  it('is one choice, as a question, and names the other record', () => {
    const { decision, candidates } = match('沈溪桐', among(again, shen));
    expect(decision).toBe('likely');
    expect(candidates.map(({ id, sameAs }) => [id, sameAs])).toEqual([
      [expect.any(String), undefined],
      [expect.any(String), candidates[0]!.id],
    ]);
  });

  it('is two where the numbers differ', () => {
    expect(
      match('沈溪桐', among(person('one', '沈溪桐', { phones: ['13800001234'] }), person('twin', '沈溪桐', { phones: ['13900002222'] })))
        .decision,
    ).toBe('several');
  });
});
