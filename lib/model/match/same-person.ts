import { isPersonal } from '../regions';
import type { Profile } from './profile';

/** A candidate who may be folded into another. */
export interface Foldable {
  id: string;
  profile: Profile;
  score: number;
  unowned: number;
  apart: number;
  doubt: boolean;
  /** The candidate before this one that is the same person, under another record of the CRM. */
  sameAs?: string;
}

const most = 40;

/**
 * Folds records of one person, who have the name and a mobile number in common, into one choice: the further ones stand right behind the
 * first, all with the probability of all. Which of the records is meant is asked.
 * @param sorted likeliest first
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
