import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { soundOf, surnamesWritten } from '../../lib/model/match/romanised';
import { among, person } from './invented-people';

// Mine are a tenth of a team's customers.
const team = Array.from({ length: 300 }, (_, at) => person(`p${at}`, `丁${'一二三四五六七八九十'[at % 10]}`, { owner: `u${at % 10}` }));
const people = ['陈大文', '黄家明', '张伟铭', '蔡淑贞', '吴家栋', '林伟明', '王慧玲', '欧阳子聪', '徐志强', '周雅婷', '谢国华', '司徒咏诗'];
const index = among(...team, ...people.map((name) => person(name, name, { owner: 'u1' })));

function shown(text: string): string {
  const { decision, candidates } = match(text, index, { me: 'u1' });
  return `${decision} ${candidates[0]?.id ?? ''}`.trim();
}

describe('a name in letters', () => {
  it.each([
    // As Hong Kong's papers write Cantonese, in any order, case and punctuation.
    ['Chan Tai Man', '陈大文'],
    ['CHAN Tai-man', '陈大文'],
    ['Chan, Tai Man', '陈大文'],
    ['Tai Man Chan', '陈大文'],
    ['Taiman Chan', '陈大文'],
    ['Wong Ka Ming', '黄家明'],
    ['Cheung Wai Ming', '张伟铭'],
    ['Choi Suk Ching', '蔡淑贞'],
    ['Tsui Chi Keung', '徐志强'],
    ['Chow Nga Ting', '周雅婷'],
    ['Tse Kwok Wah', '谢国华'],
    ['Au Yeung Tsz Chung', '欧阳子聪'],
    ['Szeto Wing Sze', '司徒咏诗'],
    // Wade-Giles, as in Taiwan.
    ['Chang Wei-ming', '张伟铭'],
    ['Weiming Chang', '张伟铭'],
    ['Tsai Shu-chen', '蔡淑贞'],
    ['Wu Chia-tung', '吴家栋'],
    ['Hsu Chih-chiang', '徐志强'],
    ['Chou Ya-ting', '周雅婷'],
    ['Ya-Ting Chou', '周雅婷'],
    ['Hsieh Kuo-hua', '谢国华'],
    ['Ouyang Tzu-tsung', '欧阳子聪'],
    // A Hokkien surname with a given name in pinyin or Cantonese, as in Singapore and Malaysia.
    ['Tan Da Wen', '陈大文'],
    ['Lim Wei Ming', '林伟明'],
    ['Lim Wai Ming', '林伟明'],
    ['Goh Jia Dong', '吴家栋'],
    ['Ong Hui Ling', '王慧玲'],
    ['Chua Shu Zhen', '蔡淑贞'],
    ['Teo Wei Ming', '张伟铭'],
    ['Chia Guo Hua', '谢国华'],
    // Beside a name of one's own choice.
    ['Peter Chan Tai Man', '陈大文'],
    ['Chan Tai Man, Peter', '陈大文'],
    ['Raymond Lam Wai Ming', '林伟明'],
  ])('%s is a question about %s', (text, name) => {
    expect(shown(text)).toBe(`likely ${name}`);
  });

  it.each([
    ['T. M. Chan', '陈大文'],
    ['Chan T M', '陈大文'],
    ['K.M. Wong', '黄家明'],
    ['Chen D.', '陈大文'],
    ['Zhang W.', '张伟铭'],
    ['Chang W. M.', '张伟铭'],
    ['Hsu C. C.', '徐志强'],
    ['W.M. Lim', '林伟明'],
  ])('%s, with first letters, offers %s', (text, name) => {
    expect(shown(text)).toMatch(new RegExp(`^(likely|several) ${name}$`));
  });

  it.each([
    ['Jacky Chan', '陈大文'],
    ['Chow, Vivian', '周雅婷'],
    ['Mr Chan', '陈大文'],
    ['Ms. Tsai', '蔡淑贞'],
    ['Miss Tse', '谢国华'],
    ['Dr Tsui', '徐志强'],
    ['Stephanie Szeto', '司徒咏诗'],
    ['Jason Auyeung', '欧阳子聪'],
  ])('%s leads to my customer of that surname, %s, and is never sure', (text, name) => {
    expect(shown(text)).toMatch(new RegExp(`^(likely|several) ${name}$`));
  });

  it.each(['Chan Tai Ming', 'Wong Tai Man', 'Leung Tai Man', 'Jacky Smith', 'T. X. Chan', 'Man Tai', 'Hsueh Li-li', 'Mr Brown'])(
    '%s, which nobody bears, claims nobody',
    (text) => {
      expect(shown(text)).not.toMatch(/^(sure|likely)/);
    },
  );

  it('with the number beside it makes its bearer sure', () => {
    const known = among(...team, person('x', '陈大文', { owner: 'u1', phones: ['13800001234'] }));
    expect(match('Chan Tai Man 13800001234', known, { me: 'u1' })).toMatchObject({ decision: 'sure', candidates: [{ id: 'x' }] });
  });

  it('whose given name several of my customers bear in some writing is a list', () => {
    const alike = among(...team, ...['陈大文', '陈泰民', '曾大民'].map((name) => person(name, name, { owner: 'u1' })));
    const { decision, candidates } = match('Chan Tai Man', alike, { me: 'u1' });
    expect([decision, candidates.length]).toEqual(['several', 3]);
  });

  it('says a surname beside the nickname: Jacky Chan', () => {
    const others = people.map((name) => person(name, name, { owner: 'u1', nickname: name === '陈大文' ? 'Jacky' : null }));
    const { decision, candidates } = match('Jacky Chan', among(...team, ...others, person('n', '陈晓光', { owner: 'u1' })), { me: 'u1' });
    expect([decision, candidates[0]?.id]).toEqual(['likely', '陈大文']);
  });
});

describe('a syllable', () => {
  it.each([
    ['cheung', 'zoeng'],
    ['tsui', 'ceoi'],
    ['kwok', 'gwok'],
    ['yuen', 'yun'],
    ['wing', 'wing'],
    ['suet', 'syut'],
    ['chow', 'zau'],
    ['lee', 'lei'],
  ])('is one sound as Hong Kong (%s) and as Jyutping (%s) write it', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other));
  });

  it('is a surname in every writing that people bear', () => {
    const written = { 陈: 'chan tan chen chin', 黄: 'wong ng wee ooi huang', 林: 'lim lam lin', 吴: 'goh ng wu', 许: 'hsu hui xu koh' };
    for (const [surname, words] of Object.entries(written)) {
      for (const word of words.split(' ')) expect(surnamesWritten(word), word).toContain(surname);
    }
  });
});
