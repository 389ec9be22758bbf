import { describe, expect, it } from 'vitest';
import { match, matchAnswer } from '../../lib/model/match/match';
import type { MatchRecord } from '../../lib/model/match/records';
import { among, person } from './invented-people';

/** What a Directory and a CRM's answer make of a shown name: the decisions, and who is offered by the Directory, sorted. */
function said(shown: string, ...people: MatchRecord[]) {
  const answered = matchAnswer(shown, people, { complete: true });
  const { decision, candidates } = match(shown, among(...people));
  return { decisions: [decision, answered.decision], ids: candidates.map(({ id }) => id).toSorted() };
}

describe('a number of one customer beside the full name of another', () => {
  const xue = person('xue', '顾雪舟', { phones: ['13962110457'] });
  const yuan = person('yuan', '顾远舟', { phones: ['13962110458'] });
  const jia = person('jia', '沈嘉雯', { phones: ['13812340000'] });
  const wen = person('wen', '沈佳雯', { phones: ['139****0987'] });

  it.each<[string, MatchRecord, MatchRecord]>([
    ['顾雪舟 13962110458', xue, yuan],
    ['13962110457顾远舟', xue, yuan],
    ['沈嘉雯 13912340987', jia, wen],
    ['沈佳雯 13812340000', jia, wen],
  ])('is a list of both, however alike the names are: %s', (shown, one, other) => {
    expect(said(shown, one, other)).toEqual({ decisions: ['several', 'several'], ids: [one.id, other.id].toSorted() });
  });

  it('asks where the name is another by one character and is no customer’s, and does not ask where it sounds alike', () => {
    expect(said('顾雪舟 13962110458', yuan).decisions).toEqual(['likely', 'likely']);
    expect(said('沈佳雯 13812340000', jia).decisions).toEqual(['sure', 'sure']);
  });
});

describe('a text that a name is only a part of', () => {
  const decided = (shown: string, one: MatchRecord) => matchAnswer(shown, [one], { complete: true }).decision;

  it.each([
    ['任静雯', '任静'],
    ['蒋婷婷', '蒋婷'],
    ['胡静海 8号', '胡静'],
    ['丁宁网络', '丁宁'],
    ['明月几时有', '明月'],
    ['李明月', '明月'],
    ['阳光明媚', '明媚'],
    ['今天真高兴', '高兴'],
    ['格桑梅朵', '梅朵'],
  ])('puts nobody of two characters forward where other characters go on: %s', (shown, name) => {
    expect(['several', 'none']).toContain(decided(shown, person('one', name)));
  });

  it.each([
    ['阚玥（老客户）', {}],
    ['阚玥女士', {}],
    ['大同煤机阚玥', { company: '大同煤机有限公司' }],
    ['阚玥大同', { remark: '阚玥 大同' }],
    ['阚玥采购', {}],
    ['业务阚玥', {}],
    ['深圳阚玥', {}],
  ])('leaves a name beside words that are known what it is: %s', (shown, more) => {
    expect(['likely', 'sure']).toContain(decided(shown, person('one', '阚玥', more)));
  });

  it('is a question where the whole of it is the name of the company that bears a customer’s name', () => {
    const wen = person('wen', '文华', { company: '广州文华印刷有限公司' });
    expect(decided('文华印刷', wen)).toBe('likely');
    expect(decided('文华 广州', person('wen', '文华', { company: '广州印刷厂' }))).toBe('sure');
  });

  it('is a question where somebody else answers for who has left', () => {
    const cao = person('cao', '曹志远', { company: '郑州粮油' });
    for (const said of ['离职换人', '离职 交接中', '离职已转小林']) expect(decided(`曹志远-${said}`, cao)).not.toBe('sure');
    expect(decided('曹志远 离职郑州粮油', cao)).toBe('sure');
  });
});

describe('two customers named in one text', () => {
  const two = [person('lei', '李雷', { company: '人教英语' }), person('mei', '韩梅梅', { company: '人教英语' })];
  const decided = (shown: string, ...people: MatchRecord[]) => {
    const { decision, candidates } = matchAnswer(shown, people, { complete: true });
    return [decision, ...candidates.map(({ id }) => id).toSorted()];
  };

  it.each(['李雷/韩梅梅', '韩梅梅 李雷', '李雷&韩梅梅', '李雷和韩梅梅', '李雷 13800001111 韩梅梅', '👫李雷、韩梅梅 英语'])(
    'are both offered, and neither is put forward: %s',
    (shown) => expect(decided(shown, ...two)).toEqual(['several', 'lei', 'mei']),
  );

  it.each(['沈溪桐顾雪舟夫妻', '沈溪桐跟顾雪舟合伙', '沈溪桐顾雪舟'])('are both offered where words stand around them: %s', (shown) => {
    expect(decided(shown, person('shen', '沈溪桐'), person('gu', '顾雪舟'))).toEqual(['several', 'gu', 'shen']);
  });

  it('are one where the record of one says the name of the other', () => {
    const wen = person('wen', '文华', { company: '文华印刷' });
    expect(decided('王珂强 文华', wen, person('wang', '王珂强', { company: '文华印刷' }))[0]).not.toBe('several');
  });
});
