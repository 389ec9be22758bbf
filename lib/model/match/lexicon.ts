import type { Token } from '../folding/fold';
import data from './data/asides.json' with { type: 'json' };
import { learn, type Totals } from './learning';
import { pairsOf, withoutLegalForms, type Profile } from './profile';
import { surnameOf, surnameShare } from './surnames';
import { isCourtesy, isTitle } from './titles';
import { Tally, type Counts } from './tally';

/**
 * How people are named and what is written beside names: general knowledge at first, then learned from the customers. All answers are
 * probabilities.
 */
export class Lexicon {
  private readonly tally: Counts;
  /** Caches answers until a customer is added or removed: one shown name asks for the same few tokens for each customer. */
  private asked = new Map<string, { share: number; isUsual: boolean }>();
  /** The counts beside those of the texts. */
  totals: Totals = { people: 0, short: 0, nicknames: 0, singles: 0, pairs: 0, asides: 0, customers: 0, foreign: 0 };

  constructor(counts: Counts = new Tally()) {
    this.tally = counts;
  }

  /** Adds a customer (`by` 1) or removes it (-1). */
  learn(profile: Profile, by: 1 | -1): void {
    this.forgetAsked();
    learn(profile, by, this.tally, this.totals);
  }

  /** To be called where the counts may have changed since they were asked for. */
  forgetAsked(): void {
    if (this.asked.size > 0) this.asked.clear();
  }

  /** How many customers have this folded name. */
  bearers(name: string): number {
    return this.tally.get(`N${name}`);
  }

  /** The share of the customers that this colleague serves; null where that is unknown. */
  servedShare(colleague: string): number | null {
    const count = this.tally.get(`o${colleague}`);
    return count === 0 ? null : count / Math.max(count, this.totals.customers);
  }

  /** The probability that anybody has this Chinese name. */
  name(text: string): number {
    const surname = surnameOf(text);
    const given = [...text.slice(surname.length)];
    return given.length === 0 || given.length > 3 ? 0 : this.surname(surname) * this.given(given);
  }

  /** The probability that a person has this given name. */
  givenName(text: string): number {
    return text.length === 0 || text.length > 3 ? 0 : this.given([...text]);
  }

  /** The probability that a given name ends with this character. */
  lastOfGiven(char: string): number {
    const short = this.shortShare();
    return short * this.char('c', char, this.totals.short) + (1 - short) * this.char('b', char, this.totals.people - this.totals.short);
  }

  surname(surname: string): number {
    return (this.tally.get(`s${surname}`) + 100 * surnameShare(surname)) / (this.totals.people + 100);
  }

  /** The probability that a person uses this nickname. That one customer uses it does not prove that it is unique. */
  nickname(text: string, tokens: readonly Token[]): number {
    const times = this.tally.get(`k${text}`);
    const seen = times > 1 ? times : times * this.repeats();
    return (seen + this.composed(tokens)) / (this.totals.nicknames + 2000);
  }

  /** The probability that anybody's name is read so. */
  reading(pinyin: string): number {
    return (this.tally.get(`p${pinyin}`) + 0.5) / (this.totals.people + 2000);
  }

  /** The probability that anybody's name consists of these words in Latin letters. */
  foreign(words: readonly string[]): number {
    const share = (this.totals.foreign + 2) / (this.totals.customers + 200);
    return words.reduce((product, word) => (product * (this.tally.get(`l${word}`) + 0.1)) / (2 * this.totals.foreign + 500), share);
  }

  /** The probability that anybody works at the named company; 1 where none is named. */
  company(text: string): number {
    const customers = this.totals.customers || UNLEARNED;
    const shares = pairsOf(text).map((pair) => (this.tally.get(`w${pair}`) + 0.5) / (customers + 200));
    return Math.min(1, ...shares);
  }

  /** The probability that this text is written beside a name, independent of whose name it is. */
  aside(token: Token): number {
    return this.ask(token).share;
  }

  /** Whether this word, or digits of this length, are written beside many names of this team. */
  isUsual(token: Token): boolean {
    return this.ask(token).isUsual;
  }

  private ask(token: Token): { share: number; isUsual: boolean } {
    const key = `${token.kind}${token.text}`;
    let known = this.asked.get(key);
    if (known === undefined) {
      if (this.asked.size >= MOST_ASKED) this.asked.clear();
      this.asked.set(key, (known = { share: this.shareOf(token), isUsual: this.stands(token) }));
    }
    return known;
  }

  private shareOf({ kind, text }: Token): number {
    const share = this.asideShare(text);
    if (kind === 'picture') return Math.max(0.01, share);
    if (kind === 'digits') return Math.max(share, 0.05 * 10 ** -text.length);
    if (kind === 'latin')
      return Math.max(
        share,
        isCourtesy(text) ? UNUSUAL_TITLE : 0,
        /^(.)\1*$/u.test(text) && text.length <= 4 ? 0.01 : Math.max(UNKNOWN_WORD, 0.01 * 26 ** -text.length),
      );
    return Math.max(share, isTitle(text) ? UNUSUAL_TITLE : 0, withoutLegalForms(text) === text ? 0 : UNKNOWN_WORD, this.split(text));
  }

  // Words without a separator (老客户西安) are searched for one after the other.
  private split(text: string): number {
    const best = [1];
    for (let to = 1; to <= text.length; to++) {
      let top = (best[to - 1] ?? 0) * 0.0003;
      for (let from = Math.max(0, to - 6); from < to; from++) {
        top = Math.max(top, (best[from] ?? 0) * this.asideShare(text.slice(from, to)));
      }
      best.push(top);
    }
    return (best.at(-1) ?? 0) + 1e-200;
  }

  private stands({ kind, text }: Token): boolean {
    if (kind === 'digits') return text.length >= 3 && this.tally.get(`D${text.length}`) > Math.max(2, this.totals.asides / 50);
    return this.asideShare(text) > 0 || (kind === 'han' && text.length > 1 && this.split(text) > 1e-6);
  }

  private asideShare(text: string): number {
    const times = this.tally.get(`d${text}`);
    return times < 2 && !usual.has(text) ? 0 : (0.8 * (times + (usual.has(text) ? 1 : 0))) / (this.totals.asides + 300);
  }

  private given(chars: string[]): number {
    const [a = '', b = ''] = chars;
    if (chars.length === 1) return this.shortShare() * this.char('c', a, this.totals.short);
    const long = this.totals.people - this.totals.short;
    const apart = this.char('a', a, long) * this.char('b', b, long) * 0.005 ** (chars.length - 2);
    const together = Math.max(0, this.tally.get(`g${chars.join('')}`) - 1) / (long + 1000);
    return (1 - this.shortShare()) * (0.7 * apart + 0.3 * together);
  }

  private shortShare(): number {
    return (this.totals.short + 25) / (this.totals.people + 100);
  }

  private char(place: string, char: string, total: number): number {
    return (this.tally.get(place + char) + (popular.has(char) ? 1 : 0.12)) / (total + 60);
  }

  // Nicknames are made of words that others use too, with any sign between them.
  private composed(tokens: readonly Token[]): number {
    const shares = tokens.map(({ text }) => this.tally.get(`m${text}`) / (this.totals.nicknames + 200));
    return tokens.length < 2 ? 0 : 0.5 * this.totals.nicknames * shares.reduce((product, share) => product * share, 1);
  }

  // How often a nickname that was seen once is seen again (Good-Turing): twice the pairs divided by the singles.
  private repeats(): number {
    return Math.min(1, (2 * this.totals.pairs + 60) / (this.totals.singles + 100));
  }
}

const MOST_ASKED = 1_000;

/** While nothing is learned, `company` assumes this many customers, with half a customer at each company. */
const UNLEARNED = 20_000;

/** The probability of a title, a word in Latin letters or a company beside a name, where the team does not use it there. */
const UNUSUAL_TITLE = 0.0005;
const UNKNOWN_WORD = 1e-6;

// Characters that make up a large part of given names.
const popular = new Set('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红辉玲鹏波斌宇浩梅琳建国文佳欣晓志海');

// Initial counts of what is written beside names, for an index without customers.
const usual = new Set(data.words.split(' '));
