import type { Customer, FieldValue } from '../../model/customer';
import type { Change, CustomerDetails } from '../../model/edit';
import { plainText } from '../../model/plain-text';
import { ProblemError } from '../../model/problem';
import { numberText } from '../json';
import { makeTrue, type Place, type Wish } from '../make-true';
import type { WantedChanges } from '../unseen';
import type { Here } from './here';
import { contactOf, toCustomer } from './mapping';
import { anyAnswer, type Row } from './schema';
import { isNumber, tagsOf, writesNumbers } from './numbers';
import { isToken, tokensOf, withToken, withoutTokens } from './tokens';
import { NINE, type OfNine } from './unread';

/** Reads the newest row of a customer. */
type Newest = (customer: Customer) => Promise<Row>;

/**
 * Makes the changes true and answers with the row as the console has it then. updateCustomer overwrites, so everything else goes back as it
 * came; where something of that could not be read, nothing is written.
 */
export function applyTo(here: Here, wanted: WantedChanges, known: Customer, newest: Newest, signal: AbortSignal): Promise<Row> {
  return makeTrue<Row, ConsoleWish>(wanted, {
    read: (written) => newest(written ? toCustomer({ ...written.before, ...written.wish.wanted }, known.connection, known) : known),
    wishOf: (changes, row) => wishOf(changes, row, here),
    write: async ({ ask }) => void (await here.call(anyAnswer, ask, signal)),
  });
}

/** What is to be true of a row, the call that makes it so, and what has to be known of the row for that call. */
interface Update {
  holds(row: Row): boolean;
  wanted: Partial<Written>;
  needs: readonly OfNine[];
  ask: { path: string; form: Record<string, string> };
}

interface ConsoleWish extends Wish<Row> {
  wanted: Partial<Written>;
  ask: Update['ask'];
}

type Written = Pick<Row, (typeof KEYS)[number]>;

function wishOf(changes: readonly Change[], row: Row, here: Here): ConsoleWish {
  const { holds, wanted, needs, ask } = together(row, changes, here);
  return {
    holds,
    wanted,
    ask,
    placesIn: (now) => KEYS.filter((key) => key in wanted).map((key) => placeOf(key, now, here)),
    unreadAlong: needs.find((key) => row.unread.includes(key)) ?? null,
    changedBesides: (before, after) => changedBesides(wanted, before, after, here),
  };
}

function placeOf(key: (typeof KEYS)[number], row: Row, here: Here): Place {
  return { name: key, isRead: !row.unread.includes(key), shown: shown(key, row, here), compared: compared(key, row, here) };
}

/** Of the nine values those that were not to change and have; what either row leaves out is not compared. */
function changedBesides(wanted: Partial<Written>, before: Row, after: Row, here: Here): { what: string; before: string; now: string }[] {
  const unasked = NINE.filter((key) => !(key in wanted) && !before.unread.includes(key) && !after.unread.includes(key));
  return unasked.flatMap((key) =>
    compared(key, before, here) === compared(key, after, here) ? [] : [{ what: key, before: before[key] ?? '', now: after[key] ?? '' }],
  );
}

/** Two rows have the same value where these texts are equal. */
function compared(key: OfNine, row: Row, { tagNumbers }: Here): string {
  if (key === 'wechatContactId') return contactOf(row);
  if (key !== 'tags') return plain(key, row[key]);
  const ids = tagsOf(row.tags, tagNumbers).map(({ id }) => id);
  return String(ids.sort());
}

/** A value as a person reads it. */
function shown(key: (typeof KEYS)[number], row: Row, { tagNumbers }: Here): string {
  if (key !== 'tags' || !writesNumbers(tokensOf(row.tags), tagNumbers)) return row[key].trim();
  return tagsOf(row.tags, tagNumbers)
    .map(({ name }) => name)
    .join(', ');
}

/** One change goes by the call that is made for it; several tags go by theirs; everything else together is one full update. */
function together(row: Row, changes: readonly Change[], here: Here): Update {
  const updates = changes.map((change) => updateOf(change, row, here));
  const [only] = updates;
  if (only && updates.length === 1) return only;
  const added = changes.flatMap((change) => (change.kind === 'add-tag' ? [change.tag] : []));
  const adding = addTags(row, added, here);
  if (contactOf(row) && added.length === changes.length) return adding;
  const holds = (now: Row) => adding.holds(now) && updates.every((one, at) => changes[at]!.kind === 'add-tag' || one.holds(now));
  // Each writes into the row as the one before has left it: two tags end up in one list.
  const wanted = changes.reduce<Partial<Written>>((so, change) => ({ ...so, ...updateOf(change, { ...row, ...so }, here).wanted }), {});
  return { ...update(row, wanted), holds };
}

function updateOf(change: Change, row: Row, here: Here): Update {
  switch (change.kind) {
    case 'remark':
      return update(row, { remarks: change.text });
    case 'personal-name':
      return personalName(row, change.text);
    case 'add-tag':
      return addTags(row, [change.tag], here);
    case 'remove-tag':
      return removeTag(row, change.tag, here);
    case 'details':
      return update(row, writtenDetails(change.details));
    case 'field':
      return update(row, writtenField(change.field, change.value));
  }
}

/** updateCustomer overwrites a customer as a whole, so all nine fields go along. */
function update(row: Row, wanted: Partial<Written>): Update {
  const { nickName, remarks, customerName, customerPhone, tags, customerId, isStar, xfield1 } = row;
  const nine = { nickName, remarks, customerName, customerPhone, tags, customerId, isStar, xfield1, wechatContactId: contactOf(row) };
  return {
    holds: (now) => KEYS.every((key) => wanted[key] === undefined || plain(key, now[key]) === plain(key, wanted[key])),
    wanted,
    needs: NINE,
    // Source: 客户查询模块 in the API book on KanCloud, V4.1.0, 2020
    ask: { path: '/wechat_api/customer/updateCustomer', form: { ...nine, ...wanted } },
  };
}

const KEYS = ['nickName', 'remarks', 'customerName', 'customerPhone', 'tags', 'xfield1'] as const;

/** A server may keep line ends, outer blanks and the signs inside a phone number in its own way; that is the same text. */
function plain(key: OfNine, text: string): string {
  return key === 'customerPhone' ? text.replace(/[\s-]/g, '') : plainText(text);
}

function personalName(row: Row, nickName: string): Update {
  const contact = contactOf(row);
  const wish = update(row, { nickName });
  if (!contact) return wish;
  const texts = JSON.stringify({ custName: row.customerName, nickName });
  const nickNames = `{"wechatContactId":${numberText(contact)},${texts.slice(1)}`;
  const needs: OfNine[] = ['customerName', 'wechatContactId'];
  // Source: 客户查询模块 in the API book on KanCloud, V4.1.0, 2020
  return { ...wish, needs, ask: { path: '/wechat_api/customer/batchSaveNickName', form: { nickNames } } };
}

/** A tag without a known number is created or taken by its name. */
function addTags(row: Row, wanted: readonly Named[], here: Here): Update {
  const odd = wanted.find(({ name }) => !isToken(name));
  if (odd) throw new ProblemError({ kind: 'not-supported', ability: odd.name.trim() ? 'comma' : 'add-tag' });
  const tags = wanted.map((tag) => ({ id: numberOf(tag, here) ?? '', name: tag.name.trim() }));
  const contact = contactOf(row);
  const byNumber = writesNumbers([...here.seenTags, ...tokensOf(row.tags)], here.tagNumbers);
  const tokens = tags.filter((tag) => !has(row, tag)).map(({ id, name }) => (byNumber && id) || name);
  const wish = { ...update(row, { tags: tokens.reduce(withToken, row.tags) }), holds: (now: Row) => addedTo(row, now, tags) };
  if (!contact) return wish;
  // Of a star this call only says that one is to be added.
  const form = { contactIds: contact, tags: JSON.stringify(tags), isStar: row.unread.includes('isStar') ? '' : row.isStar };
  // Source: 批量标签, https://www.kancloud.cn/gredsea/lly_api_v1/1253753
  return { ...wish, needs: ['wechatContactId'], ask: { path: '/wechat_api/customer/batchAddCustomer', form } };
}

type Named = { id: string; name: string };

/** The number of a tag: that of its name, else its id where it is one and not the name itself. */
function numberOf({ id, name }: Named, { tagNumbers }: Here): string | undefined {
  return tagNumbers.get(name.trim()) ?? (isNumber(id) && id !== name.trim() ? id : undefined);
}

function has({ tags }: Row, { id, name }: Named): boolean {
  return tokensOf(tags).some((token) => token === name || (id !== '' && token === id));
}

/** Where tags are numbers, a tag without a known number was added if the row has one more number than before. */
function addedTo(before: Row, now: Row, tags: readonly Named[]): boolean {
  const more = tokensOf(now.tags).filter((token) => isNumber(token) && !tokensOf(before.tags).includes(token));
  const known = tags.filter(({ id }) => id !== '' && more.includes(id));
  const unknown = tags.filter((tag) => !has(now, tag));
  if (unknown.length === 0) return true;
  return tokensOf(now.tags).every(isNumber) && unknown.every(({ id }) => id === '') && more.length - known.length === unknown.length;
}

function removeTag(row: Row, tag: Named, here: Here): Update {
  const { name } = tag;
  const ids = [tag.id, numberOf(tag, here)].filter(Boolean);
  const gone = (token: string): boolean => token === name.trim() || ids.includes(token);
  return {
    ...update(row, { tags: withoutTokens(row.tags, gone) }),
    holds: (now) => !tokensOf(now.tags).some(gone),
  };
}

/** A customer's row has one field for phone numbers. */
export const MOST_PHONES = 1;

/** A customer has no company here. */
function writtenDetails({ name, company, phones }: CustomerDetails): Partial<Written> {
  if (company !== undefined) throw new ProblemError({ kind: 'not-supported', ability: 'company' });
  if (phones && phones.length > MOST_PHONES) throw new ProblemError({ kind: 'not-supported', ability: 'phones' });
  return { ...(name !== undefined && { customerName: name }), ...(phones && { customerPhone: phones[0] ?? '' }) };
}

function writtenField(field: string, value: FieldValue): Partial<Written> {
  if (field !== 'xfield1' || Array.isArray(value)) throw new ProblemError({ kind: 'not-supported', ability: field });
  return { xfield1: value === null ? '' : String(value) };
}
