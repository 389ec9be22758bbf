import { MatchIndex } from '../../lib/model/match/match-index';
import type { MatchRecord } from '../../lib/model/match/records';

/** A record of an invented person; what is not given is empty. */
export function person(id: string, name: string, more: Partial<MatchRecord> = {}): MatchRecord {
  return { id, name, company: null, phones: [], nickname: null, remark: null, tags: [], owner: null, updatedAt: null, ...more };
}

/** An index with these people among 3,000 others, who are made of common surnames and three dozen other characters. */
export function among(...people: MatchRecord[]): MatchIndex {
  const index = new MatchIndex();
  const surnames = [...'王李张刘陈杨赵黄周吴'];
  const given = [...'芳伟娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红志建国庆春梅琳倩雯婷'];
  for (let at = 0; at < 3000; at++) {
    const second = at % 3 === 0 ? '' : given[(at * 11) % given.length];
    index.put(person(`crowd-${at}`, `${surnames[at % surnames.length]}${given[(at * 7 + Math.floor(at / 36)) % given.length]}${second}`));
  }
  for (const one of people) index.put(one);
  return index;
}
