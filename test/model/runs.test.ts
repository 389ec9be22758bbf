import { describe, expect, test } from 'vitest';
import { match } from '../../lib/model/match/match';
import { MatchIndex } from '../../lib/model/match/match-index';
import type { MatchRecord } from '../../lib/model/match/records';
import { PER_BLOCK } from '../../lib/model/runs/base';
import { People } from '../../lib/model/runs/people';
import type { Change, SavedPeople } from '../../lib/model/runs/saved';
import type { Part } from '../../lib/model/runs/run';
import { SearchIndex } from '../../lib/model/search/search-index';
import { searchLine } from '../../lib/model/search/search-line';
import { createDice, inventCustomer, inventTeam } from '../bench/match/invent';

const MOST = 100_000;

/** An index over a disk of its own, written and read as the service does it. */
class Kept {
  private readonly parts = new Map<string, unknown>();
  private saved: SavedPeople | null = null;
  private next = 0;
  private upTo = 0;
  /** The names of the parts that were read. */
  readonly reads: string[] = [];
  people: People;
  readonly there = new Map<string, MatchRecord>();

  constructor() {
    this.people = this.open();
  }

  async take(records: MatchRecord[], removed: string[] = []): Promise<void> {
    const held = await this.people.held([...records.map(({ id }) => id), ...removed], records);
    for (const id of removed) {
      this.people.remove(id, held);
      this.there.delete(id);
    }
    for (const [at, record] of records.entries()) {
      this.people.put(record, this.next * PER_BLOCK + (at % PER_BLOCK), held);
      this.there.delete(record.id);
      this.there.set(record.id, record);
      if (at % PER_BLOCK === PER_BLOCK - 1) this.next++;
    }
    this.next++;
  }

  /** As a worker leaves it that has saved it. */
  flush(): void {
    this.change(this.people.flush(this.next));
    this.upTo = this.next;
  }

  async merge(all: boolean): Promise<boolean> {
    const change = await this.people.merge(all, {
      write: async (parts, saved) => this.write(parts, saved),
      rest: async () => undefined,
    });
    if (change) this.change(change);
    return change !== null;
  }

  /** The worker is stopped after so many turns of a merge. */
  async stopMerging(turns: number): Promise<void> {
    let left = turns;
    const stop = async () => {
      if (left-- === 0) throw new Error('stopped');
    };
    await this.people.merge(true, { write: async (parts, saved) => this.write(parts, saved), rest: stop }).catch(() => undefined);
  }

  /** Which of these ids are customers' ids. */
  async having(ids: string[]): Promise<Set<string>> {
    return new Set((await this.people.blocksOf(ids)).keys());
  }

  /** The ids of the customers in older blocks. */
  before(block: number): Promise<string[]> {
    return this.people.idsOf(this.people.entriesBefore(block).map((entry) => ({ entry })));
  }

  names(): string[] {
    return [...this.parts.keys()];
  }

  /** All texts that are stored of customers. */
  texts(): string {
    const bytes = [...this.parts.values()].flatMap((value) => [(value as { bytes?: Uint8Array }).bytes ?? (value as Uint8Array)]);
    return bytes.map((one) => new TextDecoder().decode(one)).join('');
  }

  /** What a new worker finds. */
  reopen(): void {
    if (this.upTo === this.next) this.people = this.open();
  }

  private open(): People {
    const read = async (names: string[]) => {
      this.reads.push(...names);
      return names.map((name) => structuredClone(this.parts.get(name)));
    };
    return new People(read, this.next, structuredClone(this.saved));
  }

  private change({ saved, parts, gone }: Change): void {
    this.write(parts, saved);
    for (const part of gone) this.parts.delete(part);
  }

  private write(parts: Part[], saved: SavedPeople | null): void {
    if (saved) this.saved = structuredClone(saved);
    for (const { part, value } of parts) this.parts.set(part, structuredClone(value));
  }
}

/** The same customers in the indexes that are in memory as a whole. */
function inMemory(records: Iterable<MatchRecord>) {
  const [matching, searching] = [new MatchIndex(), new SearchIndex()];
  for (const record of records) searching.put(matching.put(record), searchLine(record));
  return {
    matching,
    find: (query: string) => searching.find(query, MOST).map(({ slot, rank }) => ({ id: matching.record(slot).id, rank })),
  };
}

async function found(people: People, query: string) {
  const hits = await people.find(query, MOST);
  const records = await people.records(hits.map(({ entry }) => entry));
  return hits.map(({ rank }, at) => ({ id: records[at]!.id, rank }));
}

const byRankAndId = (a: { id: string; rank: number }, b: { id: string; rank: number }) => a.rank - b.rank || (a.id < b.id ? -1 : 1);

/** Names that one rule or another of searching is about. */
const odd =
  'C++ 小组|Łukasz Kowalski|Hans Müller|𠮷野家|重庆辰光|単雪|VIP客户 A-2073|\ue000建国|ヤマダ|김민수|Élodie|5楼302|R&D 部|绿化|🐟鱼|a|王|o.o|李xj|张W先生'.split(
    '|',
  );

/** What is typed, key by key, and parts of what is there. */
function queriesFor(records: MatchRecord[], dice: () => number): string[] {
  const typed =
    'zhangwei lxj 13812 贸易 深圳 VIP客户 wangfang chongqcg zhongqing c++ r&d lukasz mueller yamada 김민 a2073 5楼302 lvhua lyuhua 0755'.split(
      ' ',
    );
  const parts = Array.from({ length: 40 }, () => {
    const { name, company, phones, nickname, remark } = records[Math.floor(dice() * records.length)]!;
    const text = [name, name.slice(1), company?.slice(1, 4), phones[0]?.slice(3, 9), phones[0], nickname, remark];
    return text[Math.floor(dice() * text.length)] ?? name;
  });
  const several = ['王 深圳', 'vip 5', 'wang 138', '有限 lin', 'zh 贸易', 'x y'];
  return [...new Set([...typed.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1))), ...parts, ...several, ...odd])];
}

describe('an index in runs', () => {
  test.each([1, 2, 3])('finds and matches as the one in memory does, whatever was changed, saved and merged before (%i)', async (seed) => {
    const dice = createDice(seed);
    const kept = new Kept();
    let made = 0;
    const invent = (id: string): MatchRecord => {
      const record = inventCustomer(dice, id);
      return dice() < 0.05 ? { ...record, name: odd[Math.floor(dice() * odd.length)]!, remark: null } : record;
    };
    const somebody = () => [...kept.there.keys()][Math.floor(dice() * kept.there.size)]!;
    for (let step = 0; step < 60; step++) {
      const way = dice();
      if (way < 0.6) await kept.take(Array.from({ length: 1 + Math.floor(dice() * 120) }, () => invent(`n${made++}`)));
      else if (way < 0.75 && kept.there.size > 0) await kept.take([...new Set(Array.from({ length: 20 }, somebody))].map(invent));
      else if (kept.there.size > 100) await kept.take([], [...new Set(Array.from({ length: 15 }, somebody)), 'nobody']);
      if (dice() < 0.7) kept.flush();
      if (dice() < 0.2) await kept.merge(dice() < 0.3);
      if (dice() < 0.3) kept.reopen();
      if (dice() < 0.2) await kept.people.holdForMany();
      if (dice() < 0.2) kept.people.letGo();
    }
    const records = [...kept.there.values()];
    const memory = inMemory(records);
    expect(kept.people.size).toBe(records.length);
    expect(await kept.having([...kept.there.keys(), 'nobody'])).toEqual(new Set(kept.there.keys()));
    for (const query of queriesFor(records, dice)) {
      const here = await found(kept.people, query);
      expect(here.toSorted(byRankAndId), query).toEqual(memory.find(query).toSorted(byRankAndId));
      expect(here.map(({ rank }) => rank)).toEqual(here.map(({ rank }) => rank).toSorted((a, b) => a - b));
      const [best, several] = [await kept.people.find(query, 200, 15), await kept.people.find(query, 200)];
      expect(best.slice(0, 15), query).toEqual(several.slice(0, 15));
    }
    for (const { shown, me } of inventTeam(seed, 50, 60).contacts.concat(
      records.slice(0, 60).map((one) => ({ shown: one.remark ?? one.name }) as never),
    )) {
      const options = { me: me ?? null };
      expect(rounded(await kept.people.match(shown, options)), shown).toEqual(rounded(match(shown, memory.matching, options)));
    }
  });

  test('has nobody of the blocks that were deleted, and keeps nothing of them', async () => {
    const dice = createDice(9);
    const kept = new Kept();
    const named = (at: number) => ({ ...inventCustomer(dice, `a${at}`), name: `客户${at}号` });
    await kept.take(Array.from({ length: 300 }, (_, at) => named(at)));
    kept.flush();
    const before = await kept.before(5);
    expect(before).toHaveLength(160);
    await kept.take([], before);
    kept.people.forgetBefore(5);
    kept.flush();
    while (await kept.merge(true));
    expect(kept.people.size).toBe(140);
    expect(await kept.before(5)).toEqual([]);
    expect(await kept.having(before)).toEqual(new Set());
    expect(kept.texts()).toContain('客户160号');
    expect(kept.texts()).not.toContain('客户159号');
    expect(kept.texts()).not.toContain('客户0号');
    expect(await kept.merge(true)).toBe(false);
  });

  test('is whole and leaves nothing behind where a merge was stopped at any moment', async () => {
    const dice = createDice(12);
    const kept = new Kept();
    for (let at = 0; at < 6; at++) {
      await kept.take(Array.from({ length: 200 }, (_, one) => inventCustomer(dice, `${at}-${one}`)));
      kept.flush();
    }
    for (let stop = 0; stop < 6; stop++) {
      await kept.stopMerging(stop);
      kept.reopen();
      expect(kept.people.size).toBe(1_200);
      expect(await kept.having(['0-0', '5-199'])).toEqual(new Set(['0-0', '5-199']));
    }
    while (await kept.merge(true));
    const names = kept.names().filter((name) => !name.startsWith('block'));
    expect(new Set(names.map((name) => name.split(' ')[0])).size).toBe(1);
  });

  test('of more than are asked for those come whose name begins so, the newest first', async () => {
    const kept = new Kept();
    const dice = createDice(4);
    const person = (id: number, name: string) => ({ ...inventCustomer(dice, `p${id}`), name, remark: `与${name}同行` });
    await kept.take(Array.from({ length: 600 }, (_, at) => person(at, at % 3 === 0 ? `江${at}` : `林江${at}`)));
    kept.flush();
    const hits = await kept.people.find('江', 50);
    const records = await kept.people.records(hits.map(({ entry }) => entry));
    expect(records.map((record) => record!.name)).toEqual(Array.from({ length: 50 }, (_, at) => `江${597 - at * 3}`));
  });

  test('the best of many with one beginning are the whole names, then the newest, without reading all of them', async () => {
    const kept = new Kept();
    const dice = createDice(5);
    const named = (at: number) => (at % 1_000 === 7 ? '王建' : at % 3 === 0 ? `王建${at}` : `王${at}建`);
    for (let from = 0; from < 6_000; from += 1_000) {
      await kept.take(Array.from({ length: 1_000 }, (_, at) => ({ ...inventCustomer(dice, `p${from + at}`), name: named(from + at) })));
      kept.flush();
    }
    const hits = await kept.people.find('王建', 1_000, 20);
    const records = await kept.people.records(hits.slice(0, 20).map(({ entry }) => entry));
    const newest = Array.from({ length: 14 }, (_, at) => `王建${5_997 - at * 3}`);
    expect(records.map((record) => record!.name)).toEqual([...Array.from({ length: 6 }, () => '王建'), ...newest]);
    expect(hits.length).toBeLessThan(1_000);
  });

  test('whole names that few have are read from their blocks, without the names of all others', async () => {
    const kept = new Kept();
    const dice = createDice(6);
    const named = (at: number) => (at % 700 === 5 ? '欧阳建' : `欧阳建${at}${'重庆辰光'.repeat(3)}`);
    for (let from = 0; from < 12_000; from += 1_000) {
      await kept.take(Array.from({ length: 1_000 }, (_, at) => ({ ...inventCustomer(dice, `p${from + at}`), name: named(from + at) })));
      kept.flush();
    }
    while (await kept.merge(true));
    kept.reopen();
    kept.reads.length = 0;
    expect((await kept.people.find('欧阳建', 1_000, 10)).slice(0, 10).map(({ rank }) => rank)).toEqual(Array.from({ length: 10 }, () => 0));
    expect(kept.reads.filter((part) => part.includes('names'))).toEqual([]);
    expect(kept.reads.filter((part) => part.startsWith('block')).length).toBeLessThan(64);
  });

  test.each([
    ['lxj', [0, 2]],
    ['lixiaoj', [0, 2]],
  ])('names that are read by initials are read until enough are whole; what is typed literally comes first (%s)', async (query, ranks) => {
    const kept = new Kept();
    const dice = createDice(8);
    const mixed = ['李xj', 'lxj', '李晓j', 'lxjun', '李Xjun', '𠮷xj'];
    const named = (at: number) => mixed[at] ?? (at % 3 === 0 ? '李晓静' : `李晓静${at}${'重庆辰光'.repeat(3)}`);
    for (let from = 0; from < 12_000; from += 1_000) {
      await kept.take(Array.from({ length: 1_000 }, (_, at) => ({ ...inventCustomer(dice, `p${from + at}`), name: named(from + at) })));
      kept.flush();
    }
    while (await kept.merge(true));
    kept.reopen();
    kept.reads.length = 0;
    const few = await kept.people.find(query, 10_000, 20);
    const read = new Set(kept.reads.filter((part) => part.includes('names'))).size;
    const all = await kept.people.find(query, 10_000);
    expect(few.slice(0, 20)).toEqual(all.slice(0, 20));
    expect(few.slice(0, 2).map(({ rank }) => rank)).toEqual(ranks);
    expect(read).toBeLessThan(new Set(kept.reads.filter((part) => part.includes('names'))).size / 2);
  });

  test('an older name that only begins so does not come before newer ones because another field ends as a whole name would', async () => {
    const kept = new Kept();
    const dice = createDice(10);
    const person = (at: number) => ({
      ...inventCustomer(dice, `p${at}`),
      name: at % 40 === 0 ? `王建${at}` : `王${at}${'重庆辰光'.repeat(6)}`,
      remark: at < 800 ? '待建' : null,
    });
    for (let from = 0; from < 6_000; from += 1_000) await kept.take(Array.from({ length: 1_000 }, (_, at) => person(from + at)));
    kept.flush();
    const newest = (await kept.people.find('王建', 10_000)).slice(0, 20);
    expect((await kept.people.find('王建', 10_000, 20)).slice(0, 20)).toEqual(newest);
  });

  test('up to four digits of numbers are found, and how well they fit, without reading a line', async () => {
    const kept = new Kept();
    const dice = createDice(7);
    const phone = (at: number) => (at % 40 === 3 ? '13812345678' : at % 40 === 4 ? '18813815678' : '15900002222');
    const people = Array.from({ length: 2_000 }, (_, at) => ({
      ...inventCustomer(dice, `p${at}`),
      phones: [phone(at)],
      tags: [],
      remark: null,
    }));
    await kept.take(people);
    kept.flush();
    kept.reopen();
    const hits = await kept.people.find('1381', 1_000, 40);
    expect(kept.reads.filter((part) => part.startsWith('block'))).toEqual([]);
    expect(hits.slice(0, 41).map(({ entry, rank }) => [entry % 40, rank])).toEqual(Array.from({ length: 41 }, () => [3, 8]));
    const all = await kept.people.find('1381', 1_000);
    expect(all.slice(-50).map(({ entry, rank }) => [entry % 40, rank])).toEqual(Array.from({ length: 50 }, () => [4, 12]));
  });
});

/** Sums of numbers differ in their last digits by the order in which they are made. */
function rounded({ decision, candidates }: ReturnType<typeof match>) {
  return { decision, candidates: candidates.map(({ score, ...one }) => ({ ...one, score: Math.round(score * 1e9) / 1e9 })) };
}
