import { isPersonal } from '../regions';
import type { Profile } from './profile';

/** A candidate that may be grouped with another. */
export interface Foldable {
  id: string;
  profile: Profile;
  score: number;
  unowned: number;
  apart: number;
  doubt: boolean;
  /** The earlier candidate that is another record of the same person. */
  sameAs?: string;
}

const most = 40;

/**
 * Groups the records of one person, which share the name and a mobile number, into one choice: the further records follow the first one, each
 * with the sum of the probabilities. The person is asked which record is meant.
 * @param sorted the most likely first
 */
export function foldSamePerson<T extends Foldable>(sorted: T[]): T[] {
  const folded: T[][] = [];
  const groups = new Map<string, T[]>();
  const first = sorted.slice(0, most);
  const bearers = Map.groupBy(first, ({ profile }) => profile.name);
  if (bearers.size === first.length) return sorted;
  for (const one of first) {
    const { name } = one.profile;
    const keys = bearers.get(name)!.length < 2 ? [] : one.profile.phones.filter(isPersonal).map((phone) => `${name}\n${phone}`);
    const group = keys.map((key) => groups.get(key)).find((found) => found !== undefined);
    if (group === undefined) folded.push([one]);
    else group.push(one);
    const own = group ?? folded.at(-1)!;
    for (const key of keys) if (!groups.has(key)) groups.set(key, own);
  }
  const merged = folded.map((group) => (group.length === 1 ? group : summed(group)));
  const ranked = merged.toSorted(([a], [b]) => b!.score - a!.score);
  return [...ranked.flat(), ...sorted.slice(most)];
}

function summed<T extends Foldable>(group: T[]): T[] {
  const total = (part: 'score' | 'unowned' | 'apart') => group.reduce((sum, one) => sum + one[part], 0);
  const sums = { score: total('score'), unowned: total('unowned'), apart: total('apart'), doubt: true };
  const { id } = group[0]!;
  return group.map((one, at) => (at === 0 ? { ...one, ...sums } : { ...one, ...sums, sameAs: id }));
}
