import { mayBePerson } from '../folding/fold';
import type { Decision, Reason } from '../match';
import type { Region } from '../regions';
import { explain } from './explain';
import { gather } from './gather';
import type { Lexicon } from './lexicon';
import { narrowedIn } from './narrowed';
import { ASSUMED, MatchIndex, type IndexOptions, type Matchable } from './match-index';
import type { Profile } from './profile';
import { isServedBy, type MatchRecord } from './records';
import { foldSamePerson } from './same-person';
import { isNumberAlone, nameSpans, readShown, type Shown } from './shown';
import { strangerShown } from './stranger';
import { namedBeside } from './two-named';
import { thresholds, weights } from './weights';

export interface MatchOptions {
  /** The colleague whose chat this is, as in the records' `owner` and `helpers`. Null, or a colleague who serves nobody: unknown. */
  me?: string | null;
  /** The customer that a person has linked to this contact. */
  pinned?: string | null;
  /** Customers that a person has ruled out for this contact; never offered. */
  refused?: Iterable<string>;
  /** How phone numbers without a calling code are read; without it, they are compared as they are. */
  home?: Region | null;
  /** The most candidates; 10 by default. */
  limit?: number;
}

/** `score` is the probability, 0 to 1, that the contact is this customer. */
export interface Scored {
  id: string;
  score: number;
  reasons: Reason[];
  /** Set where this is another record of the person whose candidate with this id stands before it. */
  sameAs?: string;
}

/** The best candidate first. `none` has no candidates; `sure` and `likely` refer to the first one. */
export interface Matched {
  decision: Decision;
  candidates: Scored[];
}

interface Weighed extends Scored {
  profile: Profile;
  likelihood: number;
  prior: number;
  doubt: boolean;
  choice: boolean;
  sameAs?: string;
  /** The probability without considering whose customer this is. */
  unowned: number;
  /** Whether I serve this customer; null where it is unknown who I am. */
  mine: boolean | null;
  /** The likelihood, later the probability, without a number that several people may answer. */
  apart: number;
  /** Has the shown number, and one person answers it. */
  holds: boolean;
  /** The text beside the number also fits this customer. */
  named: boolean;
  byName: number;
  byNumber: boolean;
  /** `narrowedIn` found the customer: the text has no name, the index holds few customers, and no colleague is known who serves one. */
  narrowed: boolean;
}

/** Decides who of the index is shown by this name. Pure, never throws. */
export function match(shownName: string, index: Matchable, options: MatchOptions = {}): Matched {
  const refused = new Set(options.refused);
  const pinned = options.pinned && !refused.has(options.pinned) ? options.pinned : null;
  if (pinned !== null) return { decision: 'sure', candidates: [{ id: pinned, score: 1, reasons: ['linked'] }] };
  // The tables by which a name is read take longer to build than a worker needs to start.
  if (index.size === 0) return { decision: 'none', candidates: [] };
  const home = options.home ?? null;
  const shown = readShown(shownName, home);
  if (shown.key === '' && shown.phones.length + shown.theirs.length + shown.parts.length === 0) return { decision: 'none', candidates: [] };
  const all = weigh(shown, index, options.me ?? null, home);
  const weighed = all.filter(({ id }) => !refused.has(id));
  const others = all.filter(({ id }) => refused.has(id));
  // A name that a ruled-out customer also has is not rare here; an incomplete answer may lack the right customer.
  for (const one of weighed)
    one.doubt ||= !one.holds && (shown.asks || !index.complete || others.some((other) => other.likelihood > one.likelihood / 100));
  for (const one of weighed) one.choice ||= one.byNumber && weighed.some((other) => isNamedRather(other, one));
  share(
    weighed,
    rest(
      shown,
      index,
      weighed.some(({ mine }) => mine !== null),
    ),
  );
  return decide(foldSamePerson(weighed), shown, index.lexicon, options.limit ?? 10);
}

/**
 * Matches against a CRM's answer where there is no directory. `complete` means that the CRM has nobody else with the name; otherwise further
 * customers with the same name are assumed.
 */
export function matchAnswer(shownName: string, records: readonly MatchRecord[], options: MatchOptions & IndexOptions = {}): Matched {
  if (records.length === 0) return { decision: 'none', candidates: [] };
  const index = new MatchIndex({ population: options.population ?? ASSUMED, complete: options.complete ?? false });
  for (const record of records) index.put(record);
  return match(shownName, index, options);
}

function weigh(shown: Shown, index: Matchable, me: string | null, home: Region | null): Weighed[] {
  const weighed: Weighed[] = [];
  const priors = priorsOf(index, me);
  const found = gather(shown, index, me);
  const narrowed = priors === null ? narrowedIn(shown, index, home) : new Set<number>();
  for (const slot of found.union(narrowed)) {
    const profile = index.profile(slot, home);
    const { id } = profile.record;
    const explained = explain(shown, profile, index.lexicon);
    if (explained.likelihood <= 0) continue;
    const { reasons, doubt = false, choice = false } = explained;
    const mine = priors && isServedBy(profile.record, me!);
    const prior = mine === null ? 1 : mine ? priors!.mine : priors!.others;
    weighed.push({
      ...explained,
      id,
      score: 0,
      reasons: mine ? [...reasons, 'mine'] : reasons,
      profile,
      prior,
      doubt,
      choice,
      unowned: 0,
      mine,
      narrowed: narrowed.has(slot),
    });
  }
  return weighed;
}

// The number is one customer's and the full name another's, as in 李娜 138… with the number of 李那.
function isNamedRather(other: Weighed, { byName, profile }: Weighed): boolean {
  const isFullName = other.profile.person !== null && other.reasons.includes('name') && other.profile.name !== profile.name;
  return isFullName && !other.byNumber && other.byName >= 20 * byName;
}

// My contacts are more likely my own customers, and less likely those of colleagues.
function priorsOf(index: Matchable, me: string | null): { mine: number; others: number } | null {
  const share = me === null ? null : index.servedShare(me);
  if (share === null) return null;
  return { mine: weights.mine / share, others: (1 - weights.mine) / Math.max(1 - share, 1 - weights.mine) };
}

// The weight of everybody else with this name: strangers, and customers that an incomplete answer left out.
function rest(shown: Shown, index: Matchable, isMineKnown: boolean): number {
  const strangers = (strangerShown(shown, index.lexicon, isMineKnown) * (1 - weights.known) * index.population) / weights.known;
  return index.complete ? strangers : strangers + unseen(shown, index);
}

function unseen(shown: Shown, { lexicon, population }: Matchable): number {
  const names = nameSpans(shown).filter(({ text }) => mayBePerson(text));
  return weights.name * population * Math.max(0, ...names.map(({ text }) => lexicon.name(text)));
}

function share(weighed: Weighed[], others: number): void {
  const namesakes = weighed.reduce((total, one) => total + (isBare(one) ? one.likelihood * one.prior * weights.namesake : 0), 0);
  const sum = weighed.reduce((total, { likelihood, prior }) => total + likelihood * prior, others + namesakes) || 1;
  const unowned = weighed.reduce((total, { likelihood }) => total + likelihood, others) || 1;
  const apart = weighed.reduce((total, one) => total + one.apart * one.prior, others + namesakes) || 1;
  for (const one of weighed) {
    one.apart *= one.prior / apart;
    one.score = (one.likelihood * one.prior) / sum;
    one.unowned = one.likelihood / unowned;
  }
  weighed.sort((a, b) => b.score - a.score || newer(a, b) || (a.id < b.id ? -1 : 1));
}

// A colleague's customer by the name alone: the contact may just as well be somebody else with this name.
function isBare({ mine, holds, reasons }: Weighed): boolean {
  const own = reasons.includes('remark') && !reasons.includes('name');
  return mine === false && !holds && !own && !reasons.some((reason) => reason === 'company' || reason === 'tag' || reason === 'phone-part');
}

function newer(a: Weighed, b: Weighed): number {
  const [one, other] = [a.profile.record.updatedAt ?? '', b.profile.record.updatedAt ?? ''];
  return one === other ? 0 : one < other ? 1 : -1;
}

function decide(weighed: Weighed[], shown: Shown, lexicon: Lexicon, limit: number): Matched {
  const people = weighed.filter(({ sameAs }) => sameAs === undefined);
  const known = people.reduce((total, { score }) => total + score, 0);
  const best = weighed[0];
  // Of a few customers, all of them one's own, one who fits is offered, however many strangers are called so.
  if (!best || (known < thresholds.offered && !weighed.some(({ narrowed }) => narrowed))) return { decision: 'none', candidates: [] };
  const isBeside = namedBeside(shown, best.profile);
  const isNamedToo = ({ profile: { name, person } }: Weighed) => person !== null && isBeside(name);
  // A colleague's customer of the same name is offered beside mine, and the person who is named beside the one with the number.
  const offered = weighed
    .filter(
      (one) =>
        Math.max(one.score, one.unowned) >= Math.min(best.score, thresholds.mentioned) ||
        one.narrowed ||
        isNamedToo(one) ||
        (best.byNumber && isNamedRather(one, best)),
    )
    .slice(0, limit);
  const holders = people.filter(({ holds }) => holds);
  const names = holders.filter(({ named }) => named);
  // A number that several customers have makes none of them certain, except the only one that the name beside it fits.
  if (holders.length > 1 && (names.length !== 1 || isNumberAlone(shown))) {
    return {
      decision: 'several',
      candidates: sharing(
        weighed.filter(({ holds }) => holds),
        offered,
        limit,
      ).map(tell),
    };
  }
  const decision = people.some(isNamedToo) ? 'several' : isSure(best) ? 'sure' : isLikely(best, people[1]) ? 'likely' : 'several';
  return { decision, candidates: offered.map(tell) };

  function tell(one: Weighed): Scored {
    return told(one, weighed, shown, lexicon);
  }
}

// A customer with the shown number is offered, however unlikely the name: first the one that the name fits, then the newest.
function sharing(holders: Weighed[], offered: Weighed[], limit: number): Weighed[] {
  const sorted = holders.toSorted((a, b) => Number(b.named) - Number(a.named) || newer(a, b) || b.score - a.score);
  return [...sorted, ...offered.filter(({ holds }) => !holds)].slice(0, limit);
}

// A match that depends on the owner, or that is visibly contradicted, is never shown without a question.
function isSure({ score, unowned, apart, doubt, choice, mine, holds, reasons }: Weighed): boolean {
  if (doubt || choice || (mine === false && !holds)) return false;
  // Latin letters can stand for many Han characters.
  const least = mine && !reasons.includes('pinyin') ? thresholds.mine : thresholds.sure;
  return Math.min(score, apart) >= thresholds.sure && unowned >= least;
}

// Where two customers explain the name about equally well, neither comes first.
function isLikely({ score, choice }: Weighed, second: Weighed | undefined): boolean {
  return !choice && score >= thresholds.likely && score >= 2 * (second?.score ?? 0);
}

function told({ id, score, reasons, profile, likelihood, sameAs }: Weighed, all: Weighed[], shown: Shown, lexicon: Lexicon): Scored {
  const more: Reason[] = [];
  if (!shown.raw.includes(profile.record.name.toLowerCase()) && reasons.includes('name') && shown.flat.includes(profile.name))
    more.push('script');
  if (reasons.includes('name') && lexicon.bearers(profile.name) <= 1 && lexicon.name(profile.name) < 1e-5) more.push('rare-name');
  if (all.every((other) => other.id === id || (!other.holds && other.likelihood < likelihood / 100))) more.push('only-one');
  return { id, score, reasons: [...new Set([...reasons, ...more])], ...(sameAs === undefined ? {} : { sameAs }) };
}
