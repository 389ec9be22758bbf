import { pinyinOf } from '../../../lib/model/folding/pinyin.ts';
import type { MatchRecord } from '../../../lib/model/match/records.ts';
import { createDice, inventCustomer, type LabelledContact, type Team } from './invent.ts';
import { rare } from './words.ts';

const offices = ['局', '处', '院', '校', '队', '所', '博', '工', '总', '导'];
const courtesies = ['Miss', 'Mr', 'Dr', 'Sir', 'boss'];
const chosen = ['Lily', 'Kevin', 'Coco', 'Allen', 'Grace', 'Frank'];
const accounts = ['本人', '小号', '工作号', '新号', '私人微信', '(常用)'];
const wares = ['iPhone16 256G', '3件L码', '100㎡两房', 'A款红色', '35岁两娃', '年卡', '第3期学员'];
const plates = ['粤B', '沪A', '京N', '浙C', '川A'];
const levels = ['①', '【A】', '✅', '⭐⭐⭐', '❤️', 'No.7 ', '##', '01.'];
const roles = ['采购', '财务', '老板', '前台', '业务', '技术'];

/** Contacts of a team, with names as agents shorten, mix and extend them every day; a third are strangers with such names. */
export function inventEveryday(seed: number, customers: number, contacts: number): Team {
  const dice = createDice(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(dice() * from.length)]!;
  const people = Array.from({ length: customers }, (_, at) => inventCustomer(dice, `e${seed}-${at}`));
  const shown = Array.from({ length: contacts }, (_, at): LabelledContact => {
    const known = dice() < 0.33 ? null : pick(people);
    const person = known ?? inventCustomer(dice, 'stranger');
    const [kind, text] = show(person);
    const me = (known && dice() < 0.85 ? known.owner : null) ?? `A${Math.floor(dice() * 25)}`;
    return { id: `@e${at}`, shown: text, truth: known?.id ?? null, kind: known ? kind : `stranger ${kind}`, me };
  });
  return { customers: people, contacts: shown };

  function show({ name, nickname, company, phones, tags }: MatchRecord): [string, string] {
    const surname = name.slice(0, rare.some((two) => two.length === 2 && name.startsWith(two)) ? 2 : 1);
    const given = name.slice(surname.length);
    const last = given.slice(-1);
    const sounds = [...given].map((char) => pinyinOf(char) ?? '');
    const family = capital(pinyinOf(surname) ?? '');
    const tail = phones[0]?.slice(-4) ?? '0000';
    const brand = (company ?? '').replace(/（中国）|有限责任公司|有限公司|集团|厂|商行|工作室/g, '');
    return pick<() => [string, string]>([
      () => ['diminutive', `${pick(['小', '老', '阿'])}${surname}`],
      () => ['diminutive at company', `${brand || pick(['深圳', '客户'])}${pick([' ', '-', ''])}${pick(['小', '老'])}${surname}`],
      () => ['given', given],
      () => ['given and title', `${given.length > 1 && dice() < 0.5 ? given : last}${pick(['姐', '哥', '总', '老师'])}`],
      () => ['pet name', given.length > 1 && dice() < 0.5 ? `${last}${last}` : `${pick(['阿', '小'])}${last}`],
      () => ['office', `${surname}${pick(offices)}`],
      () => ['cantonese courtesy', `${surname}${pick(['生', '太'])}`],
      () => ['courtesy in letters', pick([`${pick(courtesies)} ${surname}`, `${surname}${pick(courtesies)}`])],
      () => ['chosen name', pick([`${pick(chosen)}${surname}`, `${surname}${pick(chosen)}`, `${pick(chosen)} ${surname}`])],
      () => ['chosen beside name', pick([`${pick(chosen)} ${name}`, `${name}${pick(chosen)}`, `${name}(${pick(chosen)})`])],
      () => [
        'first letters',
        `${surname}${sounds
          .map((sound) => sound.slice(0, 1))
          .join('')
          .toUpperCase()}`,
      ],
      () => ['half in letters', pick([`${surname}${sounds.join('')}`, `${family}${given}`])],
      () => [
        'twice',
        pick([
          `${name} ${family} ${capital(sounds.join(''))}`,
          `${family} ${capital(sounds.join(''))} ${name}`,
          `${name}${`${family}${sounds.join('')}`.toLowerCase()}`,
        ]),
      ],
      () => ['title and number end', `${surname}${pick(['总', '姐', '先生', '老师'])}${pick(['', ' ', '尾号'])}${tail}`],
      () => ['name and number end', `${name}${pick([' ', '', '-', ' 尾号'])}${tail}`],
      () => ['masked number', `${name} ${(phones[0] ?? '13900000000').slice(0, 3)}****${tail}`],
      () => ['account', `${name}${pick(accounts)}`],
      () => ['ware', `${name}${pick([' ', '-', ''])}${pick(wares)}`],
      () => ['plate', pick([`${name} ${pick(plates)}${digits(5)}`, `${pick(plates)}·${digits(5)}${name}`])],
      () => ['level', `${pick(levels)}${name}`],
      () => ['spaced', [...name].join(pick([' ', '·', '  ', '-', '_']))],
      () => ['card', [name, nickname ?? '', brand, pick(roles)].filter(Boolean).join(pick(['/', '|', '-']))],
      () => ['role', `${brand ? `${brand}${pick([' ', '-', ''])}` : ''}${pick(roles)}${name}`],
      () => ['name and title', pick([`${name}(${surname}总)`, `${surname}总 ${name}`, `${name}${pick(['总', '老师'])}`])],
      () => ['tag before', `${tags[0] ?? '已加'}-${name}`],
      () => ['two people', `${name}${pick(['&', '+', '、'])}${inventCustomer(dice, '').name}`],
      () => (brand ? ['company alone', brand] : ['plain', name]),
      () => ['nickname and title', nickname ? `${nickname}${pick([' ', '（'])}${surname}总` : `${surname}总`],
    ])();
  }

  function digits(count: number): string {
    return String(Math.floor(dice() * 10 ** count)).padStart(count, '0');
  }
}

function capital(sound: string): string {
  return sound.slice(0, 1).toUpperCase() + sound.slice(1);
}
