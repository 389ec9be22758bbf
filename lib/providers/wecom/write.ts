import { singleChanges, type Change, type CustomerDetails } from '../../model/edit';
import { plainText } from '../../model/plain-text';
import { ProblemError, type TooLong } from '../../model/problem';
import * as v from 'valibot';
import { makeTrue, type Place, type Wish } from '../make-true';
import type { WantedChanges } from '../unseen';
import type { Here } from './here';
import { companyOf, followOf, mobilesOf, nameOf, numbersIn, type Person } from './person';
import { personOf } from './reading';
import type { FollowInfo } from './schema';
import { libraryOf, type Library } from './tags';

/** One contact with the record that is edited: that of one colleague. */
export interface Row {
  person: Person;
  follow: FollowInfo;
}

/** The parts of a record that `remark` writes, by the call's own names; what is left out stays, as far as is known. */
interface Texts {
  remark?: string;
  description?: string;
  remark_company?: string;
  remark_mobiles?: string[];
}

interface WecomWish extends Wish<Row> {
  texts: Texts;
  add: string[];
  remove: string[];
}

/**
 * Makes the changes true in the record of one colleague, and returns it as WeCom has it then. If the colleague whose record was shown no longer has the
 * customer, nothing is written: never to another colleague's record.
 */
export async function applyTo(here: Here, wanted: WantedChanges, id: string, seen: string | undefined, signal: AbortSignal): Promise<Row> {
  for (const change of wanted.changes) refuseTooLong(change);
  const library = await libraryOf(here, signal);
  return makeTrue<Row, WecomWish>(wanted, {
    read: async () => {
      const person = await personOf(here, id, signal);
      here.copy.put(id, person, library);
      const whose = here.me ?? seen;
      const follow = followOf(person, whose);
      if (!follow || (whose !== undefined && follow.userid !== whose)) throw new ProblemError({ kind: 'beyond-reach', of: 'customer' });
      return { person, follow };
    },
    wishOf: (changes, row) => wishOf(changes, row, library),
    write: (wish, row) => write(here, wish, row, id, signal),
  });
}

const LONGEST: [keyof Texts, TooLong, number][] = [
  ['remark', 'name', 20],
  ['description', 'remark', 150],
  ['remark_company', 'company', 20],
];
const MOST_TAGS = 3_000;

/** Characters are counted as people count them; how WeCom does is not public. */
function refuseTooLong(change: Change): void {
  for (const [part, what, most] of LONGEST) {
    const length = [...((textsOf(change)[part] as string | undefined) ?? '')].length;
    if (length > most) throw new ProblemError({ kind: 'too-long', what, length, most });
  }
}

function textsOf(change: Change): Texts {
  if (change.kind === 'remark') return { description: change.text };
  if (change.kind !== 'details') return {};
  const { name, company, phones } = change.details;
  return {
    ...(name !== undefined && { remark: name }),
    ...(company !== undefined && { remark_company: company ?? '' }),
    ...(phones && { remark_mobiles: phones }),
  };
}

function wishOf(changes: readonly Change[], row: Row, library: Library): WecomWish {
  const single = changes.flatMap(singleChanges);
  const tags = { add: tagsIn(single, 'add-tag', library), remove: tagsIn(single, 'remove-tag', library) };
  refuseSecond(changes, row);
  const after = new Set([...row.follow.tag_id, ...tags.add]);
  if (tags.add.length > 0 && after.size > MOST_TAGS)
    throw new ProblemError({ kind: 'too-long', what: 'list', length: after.size, most: MOST_TAGS });
  const texts = Object.assign({}, ...changes.map(textsOf)) as Texts;
  return {
    texts,
    ...tags,
    holds: (now) => single.every((change) => isSo(change, now, library)),
    placesIn: (now) => single.map((change) => placeOf(change, now, library)),
    changedBesides: (before, now) => changedBesides(texts, before, now),
  };
}

/** A contact who uses WeCom themselves has the company that they state there: it cannot be changed. */
function refuseSecond(changes: readonly Change[], { person }: Row): void {
  const names = changes.some((change) => change.kind === 'details' && change.details.company !== undefined);
  if (names && person.contact.type === ON_WECOM) throw new ProblemError({ kind: 'not-supported', ability: 'company' });
}

const ON_WECOM = '2';

function tagsIn(changes: Change[], kind: 'add-tag' | 'remove-tag', library: Library): string[] {
  return changes.flatMap((change) => (change.kind === kind ? tagId(change, library) : []));
}

/** Only tags of the company that exist can be set. */
function tagId({ tag }: Extract<Change, { kind: 'add-tag' | 'remove-tag' }>, { byId }: Library): string {
  const known = byId.get(tag.id) ?? [...byId.values()].find(({ name, group }) => !tag.id && name === tag.name && group === tag.group);
  if (!known) throw new ProblemError({ kind: 'unfit', wants: 'option' });
  return known.id;
}

function isSo(change: Change, row: Row, library: Library): boolean {
  switch (change.kind) {
    case 'remark':
      return plainText(row.follow.description) === plainText(change.text);
    case 'add-tag':
    case 'remove-tag':
      return row.follow.tag_id.includes(tagId(change, library)) === (change.kind === 'add-tag');
    case 'details':
      return hasDetails(change.details, row);
    case 'field':
    case 'personal-name':
      throw new ProblemError({ kind: 'not-supported', ability: change.kind });
  }
}

function hasDetails({ name, company, phones }: CustomerDetails, { person, follow }: Row): boolean {
  return (
    (name === undefined || plainText(nameOf(person, follow)) === plainText(name)) &&
    (company === undefined || plainText(companyOf(person, follow)) === plainText(company)) &&
    (!phones || mobilesOf(follow).join('\n') === numbersIn(phones).join('\n'))
  );
}

function placeOf(change: Change, { person, follow }: Row, library: Library): Place {
  const place = (name: string, shown: string): Place => ({ name, isRead: true, shown, compared: shown });
  if (change.kind === 'remark') return place('description', plainText(follow.description));
  if ('tag' in change) {
    const shown = follow.tag_id.flatMap((id) => library.byId.get(id)?.name ?? []).join(', ');
    // Tags merge: those of other users are no conflict.
    return { name: 'tag_id', isRead: library.isKnown, shown, compared: '' };
  }
  const { company, phones } = change.kind === 'details' ? change.details : {};
  if (phones) return place('remark_mobiles', mobilesOf(follow).join(', '));
  return company === undefined
    ? place('remark', plainText(nameOf(person, follow)))
    : place('remark_corp_name', plainText(companyOf(person, follow)));
}

/** The documentation does not say outright that a value which is not sent stays as it is: so all four are compared. */
function changedBesides(texts: Texts, before: Row, after: Row): { what: string; before: string; now: string }[] {
  const all: [keyof Texts, string, (follow: FollowInfo) => string][] = [
    ['remark', 'remark', ({ remark }) => plainText(remark)],
    ['description', 'description', ({ description }) => plainText(description)],
    ['remark_company', 'remark_corp_name', ({ remark_corp_name }) => plainText(remark_corp_name)],
    ['remark_mobiles', 'remark_mobiles', (follow) => mobilesOf(follow).join(', ')],
  ];
  return all.flatMap(([part, what, textIn]) => {
    const [was, now] = [textIn(before.follow), textIn(after.follow)];
    return part in texts || was === now ? [] : [{ what, before: was, now }];
  });
}

async function write({ call }: Here, { texts, add, remove }: WecomWish, row: Row, id: string, signal: AbortSignal): Promise<void> {
  const ids = { userid: row.follow.userid, external_userid: id };
  if (Object.keys(texts).length > 0) {
    // Source: 修改客户备注信息, https://developer.work.weixin.qq.com/document/path/96317 (2025-11-17)
    const path = '/cgi-bin/externalcontact/remark';
    await call(v.unknown(), { path, body: { ...ids, ...sendable(texts, row.follow) } }, signal);
  }
  if (add.length > 0 || remove.length > 0) {
    // Source: 编辑客户企业标签, https://developer.work.weixin.qq.com/document/path/92697 (2023-12-01)
    const path = '/cgi-bin/externalcontact/mark_tag';
    await call(
      v.unknown(),
      { path, body: { ...ids, ...(add.length > 0 && { add_tag: add }), ...(remove.length > 0 && { remove_tag: remove }) } },
      signal,
    );
  }
}

/**
 * The list of numbers goes as a whole, and one empty text clears it. One of the values has to hold something, so that an empty one alone takes another
 * along as it is.
 */
function sendable({ remark_mobiles, ...texts }: Texts, follow: FollowInfo): Texts {
  const numbers = remark_mobiles && numbersIn(remark_mobiles);
  const sent: Texts = { ...texts, ...(numbers && { remark_mobiles: numbers.length > 0 ? numbers : [''] }) };
  if (numbers || Object.values(texts).some((text) => text !== '')) return sent;
  if (follow.remark && !('remark' in texts)) return { ...sent, remark: follow.remark };
  if (follow.description && !('description' in texts)) return { ...sent, description: follow.description };
  const before = mobilesOf(follow);
  return { ...sent, remark_mobiles: before.length > 0 ? before : [''] };
}
