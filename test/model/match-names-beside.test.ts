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
