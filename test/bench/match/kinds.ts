import { pinyinOf } from '../../../lib/model/folding/pinyin.ts';
import { createDice, inventCustomer, type LabelledContact, type Team } from './invent.ts';
import { cities, titles } from './words.ts';

/** Surnames in the spelling of Hong Kong, Taiwan and Singapore; given names in that of Hong Kong and Taiwan. */
const families: Record<string, [string, string, string]> = {
  陈: ['Chan', 'Chen', 'Tan'],
  黄: ['Wong', 'Huang', 'Ng'],
  林: ['Lam', 'Lin', 'Lim'],
  张: ['Cheung', 'Chang', 'Teo'],
  李: ['Lee', 'Li', 'Lee'],
  吴: ['Ng', 'Wu', 'Goh'],
  蔡: ['Choi', 'Tsai', 'Chua'],
  周: ['Chow', 'Chou', 'Chew'],
};
const givens: Record<string, [string, string]> = {
  家明: ['Ka Ming', 'Chia-ming'],
  志强: ['Chi Keung', 'Chih-chiang'],
  淑贞: ['Suk Ching', 'Shu-chen'],
  国华: ['Kwok Wah', 'Kuo-hua'],
  雅婷: ['Nga Ting', 'Ya-ting'],
  伟文: ['Wai Man', 'Wei-wen'],
  慧敏: ['Wai Man', 'Hui-min'],
  子聪: ['Tsz Chung', 'Tzu-tsung'],
  美玲: ['Mei Ling', 'Mei-ling'],
  永健: ['Wing Kin', 'Yung-chien'],
};
const chosen = ['Jacky', 'Vivian', 'Raymond', 'Stephanie', 'Jason'];
const left = ['华为', '阿里', '百度', 'Tencent'];

/** Southern names in a team, in forms that no sample contains; a third are strangers with such names. */
export function inventKinds(seed: number, customers: number, contacts: number): Team {
  const dice = createDice(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(dice() * from.length)]!;
  const southern = () => ({ surname: pick(Object.keys(families)), given: pick(Object.keys(givens)) });
  const people = Array.from({ length: customers }, (_, at) => inventCustomer(dice, `k${seed}-${at}`));
  const known = Array.from({ length: Math.floor(customers / 100) }, (_, at) => {
    const { surname, given } = southern();
    return { surname, given, record: { ...inventCustomer(dice, `k${seed}-s${at}`), name: surname + given, remark: null, nickname: null } };
  });
  const shown = Array.from({ length: contacts }, (_, at): LabelledContact => {
    const one = dice() < 0.33 ? null : pick(known);
    const { surname, given } = one ?? southern();
    const [kind, text] = show(surname, given, one?.record.phones[0] ?? null);
    const me = one && dice() < 0.85 ? one.record.owner : `A${Math.floor(dice() * 25)}`;
    return { id: `@k${at}`, shown: text, truth: one?.record.id ?? null, kind: one ? kind : `stranger ${kind}`, ...(me && { me }) };
  });
  return { customers: [...people, ...known.map(({ record }) => record)], contacts: shown };

  function show(surname: string, given: string, phone: string | null): [string, string] {
    const [hongKong, taiwan, singapore] = families[surname]!;
    const [south, north] = givens[given]!;
    const read = [...given].map((char) => pinyinOf(char) ?? '').map((sound) => sound[0]!.toUpperCase() + sound.slice(1));
    const letters = south.split(' ').map((word) => word[0]!);
    return pick<() => [string, string]>([
      () => ['hong kong', pick([`${hongKong} ${south}`, `${south} ${hongKong}`, `${hongKong.toUpperCase()} ${south.replace(' ', '-')}`])],
      () => ['taiwan', pick([`${taiwan} ${north}`, `${north} ${taiwan}`, `${taiwan}, ${north.replace('-', '')}`])],
      () => ['singapore', `${singapore} ${read.join(' ')}`],
      () => ['chosen and full', pick([`${pick(chosen)} ${hongKong} ${south}`, `${hongKong} ${south}, ${pick(chosen)}`])],
      () => ['chosen', `${pick(chosen)} ${hongKong}`],
      () => ['first letters', pick([`${letters.join('. ')}. ${hongKong}`, `${hongKong} ${letters.join('')}`])],
      () => ['courtesy', `${pick(['Mr', 'Ms', 'Dr'])} ${hongKong}`],
      () => ['left company', `${surname}${given} ${pick(['原', '前'])}${pick(left)}`],
      () => ['source', `${surname}${given}@${pick(['微信', 'WeChat', `${pick(cities)}科技有限公司`])}`],
      () => ['about', `${surname}${given}${pick(['老婆', '的朋友', '前女友', '助理'])}`],
      () => ['title', `${surname}${pick(titles)}`],
      () => ['number', phone ? `${hongKong} ${south} ${phone}` : `${hongKong} ${south}`],
    ])();
  }
}
