import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import { among, person } from './invented-people';

const shen = person('shen', '沈溪桐');

describe('namesakes', () => {
  it('who were refused still show that the name is not rare: the other one is a question', () => {
    const two = [shen, person('twin', '沈溪桐')];
    for (const { decision, candidates } of [
      match('沈溪桐', among(...two), { refused: ['twin'] }),
      matchAnswer('沈溪桐', two, { complete: true, refused: ['twin'] }),
    ]) {
      expect([decision, candidates.map(({ id }) => id)]).toEqual(['likely', ['shen']]);
    }
  });

  it('who bear another name change nothing when they are refused', () => {
    expect(match('沈溪桐', among(shen, person('other', '陆一川')), { refused: ['other'] }).decision).toBe('sure');
  });

  it.each([1, 4, 16, 54])('of a common name are reckoned with in a book of %i customers', (size) => {
    const book = Array.from({ length: size - 1 }, (_, at) => person(`p${at}`, `陆川${at}`));
    for (const name of ['王芳', '陈雨', 'Lily', '客户']) {
      expect(match(name, among(person('one', name), ...book)).decision, name).not.toBe('sure');
    }
    expect(match('沈溪桐', among(shen, ...book)).decision).toBe('sure');
  });

  it.each(['18号 王娜伟', '王娜伟 3栋402', '8楼王娜伟', '王娜伟 5月'])(
    'of a common name are reckoned with beside a door or a date as well, which anybody may have: %s',
    (shown) => {
      const index = among(person('one', '王娜伟'));
      expect(match('王娜伟', index).decision).toBe('likely');
      expect(match(shown, index).decision).not.toBe('sure');
    },
  );

  it.each(['蓝天', '安然', '时光'])('who bear a word that many call themselves by are a question: %s', (name) => {
    const one = person('one', name, { owner: 'me' });
    expect(match(name, among(one), { me: 'me' }).decision).toBe('likely');
    expect(matchAnswer(name, [one], { me: 'me', complete: true }).decision).toBe('likely');
  });

  it('may be missing from an answer that is not whole: nobody is sure by the name, and by a number they are', () => {
    const known = { ...shen, phones: ['13800001234'] };
    expect(matchAnswer('沈溪桐', [known], { complete: false }).decision).not.toBe('sure');
    expect(matchAnswer('沈溪桐 13800001234', [known], { complete: false }).decision).toBe('sure');
  });

  it('in a company answer to one title: a company, a surname and a title are a question', () => {
    const crowd = Array.from({ length: 600 }, (_, at) => person(`p${at}`, `陆川${at}`));
    const wang = person('wang', '王建国', { company: '正泰电子有限公司' });
    for (const shown of ['正泰王会计', '正泰王司机', '正泰电子王总'])
      expect(match(shown, among(wang, ...crowd)).decision, shown).not.toBe('sure');
  });
});
