import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import { among, person } from './invented-people';

const shen = person('shen', '沈溪桐', { company: '苏州蓝枫印刷有限公司', phones: ['138 0000 1234'], nickname: '听雨的人', owner: 'me' });

function first(shown: string, ...people: Parameters<typeof among>) {
  const { decision, candidates } = match(shown, among(...people));
  return { decision, id: candidates[0]?.id, reasons: candidates[0]?.reasons ?? [] };
}

describe('a phone number in the shown name', () => {
  it.each([
    '13800001234',
    '138-0000-1234',
    '+86 138 0000 1234',
    '0086-13800001234',
    '１３８００００１２３４',
    '小沈 138 0000 1234',
    '13800001234沈溪桐',
  ])('finds its customer for sure in %s', (shown) => {
    expect(first(shown, shen)).toMatchObject({ decision: 'sure', id: 'shen' });
    expect(first(shown, shen).reasons).toContain('phone');
  });

  it('leaves the choice to the person when two customers share it', () => {
    expect(first('13800001234', shen, person('desk', '蓝枫前台', { phones: ['13800001234'] })).decision).toBe('several');
  });

  it('keeps a customer with the same name and another number from being claimed', () => {
    expect(['several', 'none']).toContain(first('王芳 13900005678', person('wang', '王芳', { phones: ['13800001234'] })).decision);
  });

  it('is never sure of a customer with another number, however rare the name', () => {
    expect(first('沈溪桐 13900005678', shen).decision).not.toBe('sure');
  });

  it('fits a number that the CRM masks', () => {
    for (const mask of ['138****1234', '138××××1234', '138xxxx1234', '138●●●●1234', '138####1234', '138＊＊＊＊1234']) {
      expect(first('沈溪桐13800001234', { ...shen, phones: [mask] }).reasons, mask).toContain('phone-part');
    }
  });

  it('does not fit one whose digits left differ: then even a rare name is no certainty', () => {
    for (const mask of ['138****1234', '138××××1234', '138●●●●1234', '138####1234']) {
      expect(first('沈溪桐13900005678', { ...shen, phones: [mask] }).decision, mask).not.toBe('sure');
    }
  });
});

describe('the name', () => {
  it('is enough when it is rare', () => {
    const found = first('沈溪桐', shen);
    expect(found).toMatchObject({ decision: 'sure', id: 'shen' });
    expect(found.reasons).toEqual(expect.arrayContaining(['name', 'rare-name', 'only-one']));
  });

  it.each(['A沈溪桐', 'AAA 沈溪桐', '🌻沈溪桐🌻', '沈溪桐 蓝枫印刷', '【意向】沈溪桐', '12.沈溪桐', '沈溪桐（苏州）', '老客户-沈溪桐'])(
    'is seen within %s',
    (shown) => {
      const { decision, id } = first(shown, shen);
      expect(id).toBe('shen');
      expect(['sure', 'likely']).toContain(decision);
    },
  );

  it('says that the company stands beside it', () => {
    expect(first('沈溪桐 蓝枫印刷', shen).reasons).toContain('company');
  });

  it('is the same in traditional characters, whoever writes them', () => {
    const gu = person('gu', '顾晓兰');
    expect(first('顧曉蘭', gu)).toMatchObject({ id: 'gu', reasons: expect.arrayContaining(['name', 'script']) });
    expect(first('顾晓兰', { ...gu, name: '顧曉蘭' })).toMatchObject({ id: 'gu', reasons: expect.arrayContaining(['name', 'script']) });
  });

  it('is the same in another form of its characters', () => {
    const forms = [
      '髙小曼 高小曼',
      '呉小曼 吳小曼',
      '𠮷小曼 吉小曼',
      '\ufa11小曼 崎小曼',
      '高橋広徳 高桥广德',
      '斎藤竜 斋藤龙',
      '钱锺曼 錢鍾曼',
      '黃淸靑 黄清青',
    ];
    const pairs = forms.map((form) => form.split(' '));
    const index = among(...pairs.flatMap(([one = '', other = '']) => [person(one, one, { nickname: '甲' }), person(other, other)]));
    for (const pair of pairs)
      for (const shown of pair)
        expect(
          match(shown, index)
            .candidates.map(({ id }) => id)
            .toSorted(),
          shown,
        ).toEqual(pair.toSorted());
  });

  it.each(['Shen Xitong', 'Xitong Shen', 'shenxitong', 'XiTong Shen'])('is read from pinyin: %s', (shown) => {
    expect(first(shown, shen)).toMatchObject({ id: 'shen', reasons: expect.arrayContaining(['pinyin']) });
  });

  it('is offered, but not for sure, when another character sounds alike', () => {
    const { decision, id, reasons } = first('沈曦桐', shen);
    expect(id).toBe('shen');
    expect(reasons).toContain('sound');
    expect(decision).not.toBe('sure');
  });

  it('leaves the choice to the person when two customers bear it', () => {
    const { decision, candidates } = match('沈溪桐', among(shen, person('twin', '沈溪桐')));
    expect(decision).toBe('several');
    expect(candidates.map(({ id }) => id).toSorted()).toEqual(['shen', 'twin']);
    expect(candidates[0]?.reasons).not.toContain('only-one');
  });

  it('of a stranger is not claimed because many people are called so', () => {
    expect(first('王芳', ...['a', 'b', 'c', 'd'].map((id) => person(id, '王芳'))).decision).toBe('several');
  });

  it('of somebody else is nobody in the CRM', () => {
    expect(match('慕容雪岚', among(shen))).toEqual({ decision: 'none', candidates: [] });
  });
});

describe('other evidence', () => {
  it('takes the remark of the CRM before the bare name', () => {
    const other = person('other', '沈溪桐', { remark: '沈溪桐-展会' });
    expect(first('沈溪桐-展会', shen, other)).toMatchObject({ id: 'other', reasons: expect.arrayContaining(['remark']) });
  });

  it('knows a remark that does not hold the name', () => {
    expect(first('印刷厂老沈', { ...shen, remark: '印刷厂老沈' })).toMatchObject({
      id: 'shen',
      reasons: expect.arrayContaining(['remark']),
    });
  });

  it.each(['蓝枫印刷沈总', '苏州蓝枫-沈经理', '沈老板（蓝枫印刷）'])('reads company, surname and title: %s', (shown) => {
    expect(first(shown, shen)).toMatchObject({ id: 'shen', reasons: expect.arrayContaining(['company', 'title']) });
  });

  it('finds the bearer of a nickname with its picture among the many who have it without', () => {
    const some = (from: string) => Array.from({ length: 300 }, (_, at) => person(from + at, `${from}${at}`, { nickname: '云淡风轻' }));
    const one = person('one', '沈溪桐', { nickname: '云淡风轻🌙' });
    expect(first('云淡风轻🌙', ...some('a'), one, ...some('b')).id).toBe('one');
  });

  it('is never sure by a nickname alone', () => {
    const { decision, id, reasons } = first('听雨的人', shen);
    expect(id).toBe('shen');
    expect(reasons).toContain('nickname');
    expect(decision).not.toBe('sure');
  });
});

describe('what a person has decided', () => {
  it('shows the linked customer whatever the name says', () => {
    expect(match('张三丰', among(shen), { pinned: 'shen' })).toEqual({
      decision: 'sure',
      candidates: [{ id: 'shen', score: 1, reasons: ['linked'] }],
    });
  });

  it('never offers a refused customer again, not even a linked one', () => {
    expect(match('沈溪桐', among(shen), { refused: ['shen'] }).candidates).toEqual([]);
    expect(match('沈溪桐', among(shen), { refused: ['shen'], pinned: 'shen' }).candidates).toEqual([]);
  });
});

describe('readings of a name that is shown in letters', () => {
  it.each([
    ['尉迟明', 'Yuchi Ming', 'Ming Yuchi', 'YUCHI MING', 'yuchiming', 'Yù Chí Míng', 'Yu Chi Ming', 'Weichi Ming'],
    ['万俟青', 'Moqi Qing', 'Qing Moqi', 'Mo Qi Qing', 'Qing Mo Qi'],
    ['长孙岚', 'Zhangsun Lan', 'Lan Zhangsun'],
    ['单于朔', 'Chanyu Shuo'],
    ['单雪', 'Shan Xue', 'Dan Xue', 'Xue Shan'],
    ['仇小满', 'Qiu Xiaoman', 'Chou Xiaoman', 'Xiaoman Qiu'],
    ['曾可', 'Zeng Ke', 'Ceng Ke'],
    ['区伟', 'Ou Wei', 'Qu Wei'],
    ['朴允', 'Piao Yun', 'Pu Yun'],
    ['吕绿', 'Lü Lü', 'Lv Lv', 'Lu Lu', 'Lyu Lyu', 'LYU Lv'],
    ['王㛃', 'Wang Jie'],
    ['陈頔', 'Chen Di'],
  ])('%s is offered for each of them', (name, ...all) => {
    for (const shown of all)
      expect(first(shown, person('one', name)), shown).toMatchObject({ id: 'one', reasons: expect.arrayContaining(['pinyin']) });
  });

  it('have any syllable for one character that no table can read, and are never enough then', () => {
    const names = ['沈\u{2a6a5}桐', '沈溪\u{2a6a5}', '\u{2a6a5}小桐', '欧阳\u{2a6a5}', '张\ue7ff桐', '李\u{2a6a5}', '沈桐'];
    const index = among(...names.map((name) => person(name, name)));
    const ids = (shown: string) => match(shown, index).candidates.map(({ id }) => id);
    const written: [string, string[]][] = [
      ['沈\u{2a6a5}桐', ['Shen Zhetong', 'Shen Datong', 'Zhetong Shen', 'SHEN ZHE TONG']],
      ['沈溪\u{2a6a5}', ['Shen Xizhe', 'Xizhe Shen', 'Shen Xi']],
      ['\u{2a6a5}小桐', ['Zhe Xiaotong', 'Xiaotong Zhe']],
      ['欧阳\u{2a6a5}', ['Ouyang Zhe']],
      ['张\ue7ff桐', ['Zhang Mingtong']],
      ['李\u{2a6a5}', ['Li Zhe', 'Zhe Li']],
    ];
    for (const [name, all] of written)
      for (const shown of all) {
        expect(ids(shown), shown).toContain(name);
        expect(match(shown, index).decision, shown).toBe('several');
      }
    for (const shown of ['Shen', 'Shen Xtong', 'Lin Zhetong', 'Shen Zheming', 'Li'])
      for (const name of names) expect(ids(shown), shown).not.toContain(name);
    expect(ids('Shen Tong')).toEqual(['沈桐', '沈\u{2a6a5}桐']);
  });

  it('of a foreign name are its letters on plain keys', () => {
    const names = ['Łukasz Nowak', 'Nguyễn Văn An', 'Hans Müller', 'Søren Ærø', 'İlker Şahin'];
    const index = among(...names.map((name) => person(name, name)));
    for (const [at, shown] of ['Lukasz Nowak', 'Nguyen Van An', 'Hans Muller', 'Soren Aero', 'Ilker Sahin'].entries()) {
      expect(match(shown, index), shown).toMatchObject({ decision: 'likely', candidates: [{ id: names[at] }] });
      expect(match(shown.toUpperCase(), index).candidates[0], shown).toMatchObject({ id: names[at] });
      expect(match(names[at]!, index), shown).toMatchObject({ candidates: [{ id: names[at] }] });
    }
  });

  it('are no reason to be sure where the name is mostly read otherwise', () => {
    const few = new MatchIndex();
    few.put(person('one', '解冰'));
    few.put(person('other', '李四'));
    expect(match('Xie Bing', few).candidates[0]?.id).toBe('one');
    expect(match('Jie Bing', few)).toMatchObject({ decision: 'several', candidates: [{ id: 'one' }] });
  });

  it('put the customer forward who is mostly read so', () => {
    expect(match('Dan Xue', among(person('other', '单雪'), person('usual', '丹雪'))).candidates.map(({ id }) => id)).toEqual([
      'usual',
      'other',
    ]);
  });
});

describe('a sign that fonts and tables do not know', () => {
  it.each(['张䶮', '王㛃', '李𬭎', '陈頔', '张\ue863', '王\ue7ff', '赵\u{f0123}明'])('is a part of the name: %s', (name) => {
    const found = first(name, person('one', name), person('other', [...name][0]!), person('third', `${[...name][0]!}明`));
    expect(found).toMatchObject({ id: 'one', reasons: expect.arrayContaining(['name']) });
    expect(found.decision).not.toBe('none');
  });

  it('is the same in the private area of GB 18030 and where it is public', () => {
    expect(first('张䶮', person('one', '张\ue863'))).toMatchObject({ id: 'one', reasons: expect.arrayContaining(['name']) });
    expect(first('张\ue863', person('one', '张䶮'))).toMatchObject({ id: 'one', reasons: expect.arrayContaining(['name']) });
  });

  it('is never dropped: another sign is another name', () => {
    expect(first('张\ue7ff', person('one', '张\ue7fe')).reasons).not.toContain('name');
    expect(first('张\ue7ff', person('one', '张')).reasons).not.toContain('name');
  });
});

describe('company, surname of two characters and title', () => {
  const ouyang = person('ouyang', '欧阳清', { company: '华盛科技有限公司' });
  it.each([
    '华盛科技欧阳经理',
    '华盛欧阳总',
    '欧阳总(华盛)',
    '欧阳经理 华盛科技',
    '华盛科技有限公司欧阳总监',
    '华盛·欧阳老师',
    '華盛科技歐陽經理',
  ])('are read so, and not as a wrong sign: %s', (shown) => {
    const { id, reasons } = first(
      shown,
      ouyang,
      person('li', '李清', { company: '华盛科技有限公司' }),
      person('ou', '欧清', { company: '启明药业' }),
    );
    expect(id).toBe('ouyang');
    expect(reasons).toEqual(expect.arrayContaining(['company', 'title']));
    expect(reasons).not.toContain('spelling');
  });

  it.each(['司马', '诸葛', '尉迟', '万俟', '上官', '皇甫', '令狐', '长孙', '宰父'])('whoever the surname is: %s', (surname) => {
    const one = person('one', `${surname}朔`, { company: '华盛科技有限公司' });
    expect(first(`华盛${surname}总`, one)).toMatchObject({ id: 'one', reasons: expect.arrayContaining(['company', 'title']) });
  });

  it('are a question without the company, and never a wrong sign', () => {
    const { id, decision, reasons } = first('欧阳总', ouyang);
    expect(id).toBe('ouyang');
    expect(decision).not.toBe('sure');
    expect(reasons).toContain('title');
    expect(reasons).not.toContain('spelling');
  });
});
