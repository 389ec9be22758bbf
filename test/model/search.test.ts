import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { readingsOf } from '../../lib/model/folding/pinyin';
import type { MatchRecord } from '../../lib/model/match/records';
import { answers, fromFirstMark, stretches } from '../../lib/model/search/highlight';
import { matchesTag } from '../../lib/model/search/matches-tag';
import { SearchIndex } from '../../lib/model/search/search-index';
import { searchLine } from '../../lib/model/search/search-line';

function record(name: string, more: Partial<MatchRecord> = {}): MatchRecord {
  return { id: name, name, company: null, phones: [], nickname: null, remark: null, tags: [], owner: null, updatedAt: null, ...more };
}

function marked(text: string, query: string): string[] {
  return stretches(text, query).map(({ from, to }) => text.slice(from, to));
}

function index(...records: MatchRecord[]): SearchIndex {
  const made = new SearchIndex();
  for (const [slot, one] of records.entries()) made.put(slot, searchLine(one));
  return made;
}

describe('hits', () => {
  it('come with the name itself first, then names that begin so, then other fields, then the rest', () => {
    const made = index(
      record('李大海', { company: '小王芳药业' }),
      record('陈一', { remark: '王芳的同事' }),
      record('王芳菲'),
      record('王芳'),
    );
    expect(made.find('王芳', 10).map(({ slot }) => slot)).toEqual([3, 2, 1, 0]);
  });

  it('hold those whose name begins so, also where far more fit than are wanted', () => {
    const made = index(record('深圳人'), ...Array.from({ length: 5_000 }, (_, at) => record(`客户${at}`, { company: '深圳某公司' })));
    expect(made.find('深圳', 20)[0]).toEqual({ slot: 0, rank: 4 });
    expect(made.find('深圳', 20)).toHaveLength(20);
  });

  it('with the signs that were typed come before those without them', () => {
    const names = ['C', 'C#', 'C++', 'C 培训', 'C++ 培训', 'A客户', 'A+客户', 'RD部', 'R&D部', '5折', '5%'];
    const made = index(...names.map((name) => record(name)), record('赵一', { remark: '学 C++ 的' }));
    const order = (query: string) => made.find(query, 20).map(({ slot }) => names[slot] ?? '赵一');
    expect(order('C++')).toEqual(['C++', 'C++ 培训', '赵一', 'C', 'C 培训', 'C#']);
    expect(order('Ｃ＋＋')).toEqual(order('C++'));
    expect(order('c#')[0]).toBe('C#');
    expect(order('C')[0]).toBe('C');
    expect(order('培训 c++')).toEqual(['C++ 培训', 'C 培训']);
    expect(order('a+')).toEqual(['A+客户', 'A客户']);
    expect(order('a客户')).toEqual(['A客户', 'A+客户']);
    expect(order('r&d')).toEqual(['R&D部', 'RD部']);
    expect(order('5%')[0]).toBe('5%');
    expect(order('++')).toEqual(expect.arrayContaining(['C++', 'C++ 培训', '赵一']));
    expect(marked('C++ 培训', 'c++')).toEqual(['C++']);
  });

  it('count a name with pictures as the name without them', () => {
    const made = index(record('中国银行'), record('🇨🇳中国'), record('🌻C++🌻'), record('C++ 班'), record('🌻'));
    expect(made.find('中国', 9).map(({ slot }) => slot)).toEqual([1, 0]);
    expect(made.find('c++', 9).map(({ slot }) => slot)).toEqual([2, 3]);
    expect(made.find('🌻', 9).map(({ slot }) => slot)).toEqual([4, 2]);
  });

  it('need every part of what was typed, in any order', () => {
    const made = index(record('王芳', { company: '启明医药' }), record('王芳', { company: '云帆软件' }));
    expect(made.find('云帆 王', 10).map(({ slot }) => slot)).toEqual([1]);
    expect(made.find('云帆 李', 10)).toEqual([]);
  });

  it('are none for nothing, and nothing that is typed can reach over the border between two customers', () => {
    const made = index(record('甲乙'), record('丙丁'));
    for (const query of ['', '  ', '乙丙', '乙\n丙', '乙\t丙', '\n', '\t']) expect(made.find(query, 10)).toEqual([]);
  });
});

describe('a word far behind the beginning of a remark', () => {
  const remark = `${'客户说还要再想一想。'.repeat(60)}😀已寄样品两箱`;

  it('is found, by its reading too, and marked', () => {
    expect(remark.length).toBeGreaterThan(600);
    for (const query of ['样品', 'yangpin', 'jypl']) {
      expect(
        index(record('王芳', { remark }), record('李静'))
          .find(query, 9)
          .map(({ slot }) => slot),
        query,
      ).toEqual([0]);
      expect(marked(remark, query), query).toHaveLength(1);
    }
  });

  it('is shown with what stands shortly before it', () => {
    expect(fromFirstMark(remark, '样品')).toBe('…想。😀已寄样品两箱');
    expect(fromFirstMark(remark, '寄样品')).toBe('…一想。😀已寄样品两箱');
    expect(fromFirstMark(remark, '箱')).toBe('…已寄样品两箱');
    expect(fromFirstMark('已寄样品两箱', '两箱')).toBe('已寄样品两箱');
    expect(fromFirstMark(remark, '没有')).toBe(remark);
  });
});

it('the index finds after any order of puts and removals exactly those in whom something is marked', () => {
  const names = fc.string({ unit: fc.constantFrom(...'王重单吕㛃𠮷a1 ·é🌻üßøe+\u0308й'), minLength: 1, maxLength: 5 });
  const steps = fc.array(fc.record({ slot: fc.nat(30), name: fc.option(names, { nil: null }) }), { maxLength: 150 });
  const typed = fc.oneof(
    fc.constantFrom(
      '王',
      '重a',
      'b',
      'wang',
      'wc',
      '1',
      'shanw',
      'lv',
      '王j',
      'lu1',
      'e',
      'wchong',
      'wzd',
      'w z',
      'jw',
      'wangji',
      'jiji',
      'üe',
      'ss',
      'и',
      'a+',
      '+ w',
    ),
    fc.string({ unit: fc.constantFrom(...'wangzhochljivue1王aüso+'), minLength: 1, maxLength: 6 }),
  );
  fc.assert(
    fc.property(steps, typed, (all, query) => {
      const made = new SearchIndex();
      const plain = new Map<number, string>();
      for (const { slot, name } of all) {
        if (name === null) made.remove(slot);
        else made.put(slot, searchLine(record(name)));
        if (name === null) plain.delete(slot);
        else plain.set(slot, name);
      }
      const wanted = [...plain].filter(([, name]) => answers(name, query)).map(([slot]) => slot);
      const slots = made.find(query, 100).map(({ slot }) => slot);
      expect(slots.toSorted((a, b) => a - b)).toEqual(wanted.toSorted((a, b) => a - b));
    }),
  );
});

it('an index that was changed over and over does not grow, and still finds', () => {
  const made = new SearchIndex();
  for (let round = 0; round < 20; round++) {
    for (let slot = 0; slot < 1_000; slot++) made.put(slot, searchLine(record(`王${slot}轮${round}`)));
  }
  expect(made.find('轮19', 2_000)).toHaveLength(1_000);
  expect(made.find('轮18', 2_000)).toEqual([]);
  expect(made.length).toBeLessThan(6_000);
});

describe('what was typed is marked', () => {
  it.each([
    ['王小芳', '小芳', ['小芳']],
    ['王小芳', 'xiaof', ['小芳']],
    ['王小芳', 'wxf', ['王小芳']],
    ['麗華 Lee', '丽华', ['麗華']],
    ['麗華 Lee', 'LEE', ['Lee']],
    ['138-0000 1111', '80000', ['8-0000']],
    ['启明医药', '医药 启明', ['启明医药']],
    ['👨‍👩‍👧王芳', '王', ['王']],
    ['ＡＢ商贸', 'b商', ['Ｂ商']],
    ['王芳', '李', []],
  ])('in %s for %s', (text, query, parts) => {
    expect(marked(text, query)).toEqual(parts);
  });

  it('at places inside the text, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 4 }), (text, query) => {
        let before = 0;
        for (const { from, to } of stretches(text, query)) {
          expect(from).toBeGreaterThanOrEqual(before);
          expect(to).toBeGreaterThan(from);
          before = to;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

it('a tag answers to any part of its name, in pinyin and initials too', () => {
  const tag = { id: '1', name: '价格敏感', group: null, color: null };
  for (const query of ['敏感', 'jiage', 'jgmg', 'mingan', '價格']) expect(matchesTag(tag, query), query).toBe(true);
  for (const query of ['意向', 'gaoyi', 'x']) expect(matchesTag(tag, query), query).toBe(false);
});

/** Whether the customer is found by what was typed, and something is marked in the line. */
function finds(name: string, query: string, more: Partial<MatchRecord> = {}): boolean {
  const one = record(name, more);
  const found = index(one, record('甲乙'))
    .find(query, 10)
    .some(({ slot }) => slot === 0);
  const texts = [name, one.company, one.remark, one.nickname, ...one.tags].filter((text) => text !== null);
  expect(
    texts.some((text) => stretches(text, query).length > 0),
    `${query} marked in ${name}`,
  ).toBe(found);
  return found;
}

describe('readings find', () => {
  it.each([
    ['么书仪', ['yao', 'yaoshuyi', 'ysy', 'meshuyi']],
    ['陈〇一', ['ling', 'chenlingyi', 'cly']],
    ['𠮷田', ['ji', 'jitian', 'jt', 'jit', 'j']],
    ['小𠮷田', ['ji', 'jitian', 'jt', 'xjt', 'xiaojt', 'xiaoji']],
    ['张\u{2ceb7}', ['zhang', 'z']],
    ['㐱小明', ['zhen', 'zhenxiaoming', 'zxm']],
    ['㐂乐', ['xile', 'xl']],
    ['嗯哼', ['enheng', 'ngheng']],
  ])('%s, whose signs have rare readings', (name, queries) => {
    for (const query of queries) expect(index(record(name)).find(query, 5), query).toHaveLength(1);
  });

  it.each([
    ['重庆辰光', 'chongqing zhongqing cq zq chongq cqing chongqingchenguang cqcg chongqcg'],
    ['成都锦里', 'chengdu cd chengdujinli chengdou'],
    ['中国银行营业部', 'yinhang zgyh zhongguoyinhang yingyebu zhonggyh yinxing'],
    ['乐天贸易', 'letian yuetian lt letianmaoyi ltmy'],
    ['解放路店', 'jiefang xiefang jf jfld jiefanglu'],
    ['种子公司', 'zhongzi chongzi zz zhzi'],
    ['会稽长乐厦门铅山六安', 'kuaiji kj changle xiamen yanshan luan'],
    ['音乐调查都市朝阳', 'yinyue diaocha dushi chaoyang zhaoyang'],
    ['尉迟明', 'yuchiming yuchi ycm ycming yuchim weichi'],
    ['万俟青', 'moqi moqiqing mqq wansi'],
    ['长孙岚', 'zhangsun zhangsunlan zsl changsun'],
    ['单于朔', 'chanyu chanyushuo cys'],
    ['澹台玉', 'tantai tty dantai'],
    ['乐正宁', 'yuezheng yzn'],
    ['欧阳清', 'ouyang ouyangqing oyq oyqing'],
    ['仇小满', 'qiuxiaoman chouxiaoman qxm cxm qiuxm'],
    ['区伟', 'ouwei quwei ow qw'],
    ['单雪', 'shanxue danxue sx dx'],
    ['曾可', 'zengke cengke zk ck'],
    ['解冰', 'xiebing jiebing'],
    ['查宁', 'zhaning chaning'],
    ['朴允', 'piaoyun puyun'],
    ['覃华盖', 'qin tan tanhuagai'],
    ['吕绿', 'lvlv lulu lyulyu lülü LÜ lvl ll lvlu'],
    ['女娲科技', 'nuwa nvwa nyuwa nüwa nwkj'],
    ['许月', 'xuyue xvyue xvyve'],
    ['西安长安', "xi'an xian xachangan xaca"],
    ['王㛃', 'wangjie wang wj w'],
    ['李𬭎', 'lihong li lh lihon'],
    ['张䶮', 'zhangyan zy'],
    ['张\ue863', 'zhangyan zy 张䶮'],
    ['陈頔', 'chendi cd'],
    ['郗隗晟通', 'xiweishengtong chikuichengtong'],
    ['张 - 三', '张三 zhangsan 张·三'],
    ['曌淼犇龘', 'zhaomiao ben da'],
    ['王\ue7ff芳', 'wang wangfang wf fang w'],
    ['韓寶強', 'hanbaoqiang hbq 韩宝强'],
    ['Zoë Müller', 'zoe muller mvller müller Zoë'],
    ['阿依娜·巴合提', '阿依娜巴合提 阿依娜•巴合提 阿依娜・巴合提 阿依娜.巴合提 阿依娜-巴合提 baheti ayinabaheti aynbht'],
    ['华盛 科技', '华盛科技 huashengkeji hskj 华盛\u3000科技'],
    ['北京朝阳晨光文具办公用品有限公司', 'bangongyongpin bgyp bjcycgwjbgypyxgs youxiangongsi'],
    ['华盛科技深圳分公司张三丰', 'zsf zhangsanfeng zhangsf'],
    ['王🌻芳', '王芳 王🌻芳 wangfang wf'],
    ['佐藤さくら', 'さくら サクラ ｻｸﾗ 佐藤サクラ'],
    ['ﾌｼﾞ商事', 'フジ ふじ ﾌｼﾞ'],
    ['カフェ・パリ', 'かふぇ カフェパリ ﾊﾟﾘ ぱり'],
    ['乾坤科技', 'qiankun qiankunkj qkkj 乾坤 gankun'],
    ['李乾', 'liqian lq 李乾'],
    ['劉璯', 'liuhui lh 刘璯'],
    ['阿嗰', 'age ag'],
    ['宮商角徵羽', 'zhiyu gongshangjiaozhiyu'],
    ['阿里cloud2部', 'alicloud cloud2bu alcloud2b'],
    ['髙橋𠮷徳', '高桥吉德 高橋吉德 gaoqiaojide gqjd 髙橋'],
    ['İstanbul Tekstil', 'istanbul İstanbul ISTANBUL i\u0307stanbul istanbultekstil ist'],
    ['Straße', 'strasse STRASSE straße strase stra'],
    ['Łukasz Żółć', 'lukasz łukasz Lukasz zolc lukaszzolc'],
    ['Søren Ærø Ålborg', 'soren soeren søren aero aeroe aalborg alborg ålborg'],
    ['Nguyễn Văn Đức', 'nguyen nguyenvanduc duc đức nguye\u0302\u0303n'],
    ['Müller Jörg', 'muller mueller müller MÜLLER mvller jorg joerg mue'],
    ['ΆṼ1', 'ΆṼ¹ ṽ1 ṽ v1'],
    ['Mueller Joerg', 'müller mueller jörg'],
    ['Muller', 'müller muller'],
    ['Zoe\u0308 Mu\u0308ller', 'zoë zoe zoem zoëm mueller'],
    ['Þórður Guðmundsson', 'thordur gudmundsson'],
    ['Əliyev Ağa', 'eliyev aliyev aga'],
    ['Hoŋkoŋ ɗan', 'hongkong dan'],
    ['Артём Ёлкин', 'артем артём елкин АРТЕМ'],
    ['Сергей', 'сергей сергеи Сергеи\u0306'],
    ['Αλέξανδρος ΑΣ', 'αλεξανδρος αλέξανδρος ασ'],
    ['أحمد', 'احمد أحمد أَحْمَد'],
    ['\u1112\u1161\u11ab국', '한국 \u1112\u1161\u11ab국'],
  ])('%s by %s', (name, typed) => {
    for (const query of typed.split(' ')) expect(finds(name, query), query).toBe(true);
    expect(finds('小林', typed.split(' ')[0]!, { company: name }), 'the company').toBe(true);
    expect(matchesTag({ id: '1', name, group: null, color: null }, typed.split(' ')[0]!), 'the tag').toBe(true);
  });

  it.each([
    ['王芳', 'wangg wf1 fw wafang wng'],
    ['重庆', 'tongqing chonqing cx'],
    ['女娲', 'nawa'],
    ['Müller', 'muler mller moeller'],
    ['Łukasz', 'wukasz lucasz'],
    ['Нина', 'ниса'],
  ])('not %s by %s', (name, typed) => {
    for (const query of typed.split(' ')) expect(finds(name, query), query).toBe(false);
  });

  it('what is typed mixed of characters and readings', () => {
    for (const query of ['王fang', '王f', 'wang芳', 'w芳', '王 fang', 'wang fang']) expect(finds('王芳', query), query).toBe(true);
    expect(finds('王芳', '李fang')).toBe(false);
  });

  it('first whom the name itself is read so, as a surname, within a word, and last whom another reading or initials find', () => {
    const order = (query: string, ...names: string[]) =>
      index(...names.map((name) => record(name)))
        .find(query, 10)
        .map(({ slot }) => names[slot]);
    expect(order('shanxue', '单雪', '山雪').toSorted()).toEqual(['单雪', '山雪'].toSorted());
    expect(order('danxue', '单雪', '丹雪')).toEqual(['丹雪', '单雪']);
    expect(order('shan', '单', '王单', '山')).toEqual(['山', '单', '王单']);
    expect(order('zhongqing', '重庆', '中庆', '中庆店')).toEqual(['中庆', '重庆', '中庆店']);
    expect(order('chongqing', '重庆', '虫情')).toEqual(['虫情', '重庆']);
    expect(order('wangfang', '王芳菲', '小王芳', '王芳', 'Wang Fang')).toEqual(['Wang Fang', '王芳', '王芳菲', '小王芳']);
    expect(order('lan', '林爱娜', '兰')).toEqual(['兰', '林爱娜']);
  });

  it('the name that was typed with its blank before those that only hold both parts', () => {
    const made = index(record('张三'), record('三张'), record('Anna Lee'), record('Lee Anna Maria'));
    expect(made.find('zhang san', 10).map(({ slot }) => slot)).toEqual([0, 1]);
    expect(made.find('anna lee', 10).map(({ slot }) => slot)).toEqual([2, 3]);
  });
});

it('the characters of names are read as pinyin-pro reads them', () => {
  const chars =
    '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程袁邓傅沈彭卢苏蒋蔡魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
  for (const char of chars) expect(readingsOf(char), char).toContain(pinyin(char, { toneType: 'none', v: true }));
});
