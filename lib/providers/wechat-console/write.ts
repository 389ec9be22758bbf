import type { Customer, FieldValue } from '../../model/customer';
import type { Change, CustomerDetails } from '../../model/edit';
import { ProblemError, type Problem } from '../../model/problem';
import { numberText } from '../json';
import { refuseUnseen, type Wanted } from '../unseen';
import type { Here } from './here';
import { contactOf, toCustomer } from './mapping';
import { anyAnswer, type Row } from './schema';
import { isNumber, tagsOf, writesNumbers } from './numbers';
import { isToken, tokensOf, withToken, withoutTokens } from './tokens';
import { NINE, type OfNine } from './unread';

/** Reads the newest row of a customer. */
type Newest = (customer: Customer) => Promise<Row>;

/**
 * Makes the changes true and answers with the row as the console has it then. The newest row is read first: what is true already is not sent
 * again, and updateCustomer, which overwrites, gets everything else back as it came; where something of that could not be read, nothing is
 * written. What did not take is `kept`; where somebody else has written in that very moment, it is a `conflict`; what has changed besides is
 * `changed-too`.
 */
export async function applyTo(here: Here, wanted: Wanted, known: Customer, newest: Newest, signal: AbortSignal): Promise<Row> {
  const row = await newest(known);
  const wish = together(row, wanted.changes, here);
  const unread = wanted.changes.flatMap((change) => Object.keys(wishOf(change, row, here).wanted)).find((key) => row.unread.includes(key));
  if (unread !== undefined) throw notRead(unread);
  refuseUnseen(wanted, (change) => wishOf(change, row, here).holds(row));
  if (wish.holds(row)) return row;
  const missing = wish.needs.find((key) => row.unread.includes(key));
  if (missing !== undefined) throw notRead(missing);
  await here.call(anyAnswer, wish.ask, signal);
  const after = await newest(toCustomer({ ...row, ...wish.wanted }, known.connection, known));
  if (!wish.holds(after)) throw new ProblemError(notTaken(wish, row, after, here));
  const besides = changedBesides(wish, row, after, here);
  if (besides.length > 0) throw new ProblemError({ kind: 'changed-too', changes: besides });
  return after;
}

function notRead(key: string): ProblemError {
  return new ProblemError({ kind: 'not-supported', ability: key, unread: true });
}

/** What is to be true of a row, the call that makes it so, and what has to be known of the row for that call. */
interface Wish {
  holds(row: Row): boolean;
  wanted: Partial<Written>;
  needs: readonly OfNine[];
  ask: { path: string; form: Record<string, string> };
}

type Written = Pick<Row, (typeof KEYS)[number]>;

function notTaken({ wanted }: Wish, before: Row, after: Row, here: Here): Problem {
  const keys = KEYS.filter((key) => key in wanted);
  const isAsBefore = keys.every((key) => same(key, before, after, here));
  if (!isAsBefore) return { kind: 'conflict', theirs: null };
  return { kind: 'kept', value: keys.map((key) => shown(key, after, here)).join(' / ') };
}

/** Of the nine values those that were not to change and have; what either row leaves out is not compared. */
function changedBesides({ wanted }: Wish, before: Row, after: Row, here: Here): { what: string; before: string; now: string }[] {
  const unasked = NINE.filter((key) => !(key in wanted) && !before.unread.includes(key) && !after.unread.includes(key));
  return unasked.flatMap((key) =>
    same(key, before, after, here) ? [] : [{ what: key, before: before[key] ?? '', now: after[key] ?? '' }],
  );
}

function same(key: OfNine, before: Row, after: Row, { tagNumbers }: Here): boolean {
  if (key === 'wechatContactId') return contactOf(before) === contactOf(after);
  if (key === 'tags') {
    const ids = ({ tags }: Row): string =>
      String(
        tagsOf(tags, tagNumbers)
          .map(({ id }) => id)
          .sort(),
      );
    return ids(before) === ids(after);
  }
  return plain(key, before[key]) === plain(key, after[key]);
}

/** A value as a person reads it. */
function shown(key: (typeof KEYS)[number], row: Row, { tagNumbers }: Here): string {
  if (key !== 'tags' || !writesNumbers(tokensOf(row.tags), tagNumbers)) return row[key].trim();
  return tagsOf(row.tags, tagNumbers)
    .map(({ name }) => name)
    .join(', ');
}

/** One change goes by the call that is made for it; several tags go by theirs; everything else together is one full update. */
function together(row: Row, changes: readonly Change[], here: Here): Wish {
  const wishes = changes.map((change) => wishOf(change, row, here));
  const [only] = wishes;
  if (only && wishes.length === 1) return only;
  const added = changes.flatMap((change) => (change.kind === 'add-tag' ? [change.tag] : []));
  const adding = addTags(row, added, here);
  if (contactOf(row) && added.length === changes.length) return adding;
  const holds = (now: Row) => adding.holds(now) && wishes.every((wish, at) => changes[at]!.kind === 'add-tag' || wish.holds(now));
  // Each writes into the row as the one before has left it: two tags end up in one list.
  const wanted = changes.reduce<Partial<Written>>((so, change) => ({ ...so, ...wishOf(change, { ...row, ...so }, here).wanted }), {});
  return { ...update(row, wanted), holds };
}

function wishOf(change: Change, row: Row, here: Here): Wish {
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
function update(row: Row, wanted: Partial<Written>): Wish {
  const { nickName, remarks, customerName, customerPhone, tags, customerId, isStar, xfield1 } = row;
  const nine = { nickName, remarks, customerName, customerPhone, tags, customerId, isStar, xfield1, wechatContactId: contactOf(row) };
  return {
    holds: (now) => KEYS.every((key) => wanted[key] === undefined || plain(key, now[key]) === plain(key, wanted[key])),
    wanted,
    needs: NINE,
    ask: { path: '/wechat_api/customer/updateCustomer', form: { ...nine, ...wanted } },
  };
}

const KEYS = ['nickName', 'remarks', 'customerName', 'customerPhone', 'tags', 'xfield1'] as const;

/** A server may keep line ends, outer blanks and the signs inside a phone number in its own way; that is the same text. */
function plain(key: OfNine, text: string): string {
  return key === 'customerPhone' ? text.replace(/[\s-]/g, '') : text.replace(/\r\n?/g, '\n').trim();
}

function personalName(row: Row, nickName: string): Wish {
  const contact = contactOf(row);
  const wish = update(row, { nickName });
  if (!contact) return wish;
  const texts = JSON.stringify({ custName: row.customerName, nickName });
  const nickNames = `{"wechatContactId":${numberText(contact)},${texts.slice(1)}`;
  const needs: OfNine[] = ['customerName', 'wechatContactId'];
  return { ...wish, needs, ask: { path: '/wechat_api/customer/batchSaveNickName', form: { nickNames } } };
}

/** A tag without a known number is created or taken by its name. */
function addTags(row: Row, wanted: readonly Named[], here: Here): Wish {
  if (!wanted.every(({ name }) => isToken(name))) throw new ProblemError({ kind: 'not-supported', ability: 'add-tag' });
  const tags = wanted.map((tag) => ({ id: numberOf(tag, here) ?? '', name: tag.name.trim() }));
  const contact = contactOf(row);
  const byNumber = writesNumbers([...here.seenTags, ...tokensOf(row.tags)], here.tagNumbers);
  const tokens = tags.filter((tag) => !has(row, tag)).map(({ id, name }) => (byNumber && id) || name);
  const wish = { ...update(row, { tags: tokens.reduce(withToken, row.tags) }), holds: (now: Row) => addedTo(row, now, tags) };
  if (!contact) return wish;
  // Of a star this call only says that one is to be added.
  const form = { contactIds: contact, tags: JSON.stringify(tags), isStar: row.unread.includes('isStar') ? '' : row.isStar };
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

/** Where tags are numbers, one without a known number holds when one more number stands there than before. */
function addedTo(before: Row, now: Row, tags: readonly Named[]): boolean {
  const more = tokensOf(now.tags).filter((token) => isNumber(token) && !tokensOf(before.tags).includes(token));
  const known = tags.filter(({ id }) => id !== '' && more.includes(id));
  const unknown = tags.filter((tag) => !has(now, tag));
  if (unknown.length === 0) return true;
  return tokensOf(now.tags).every(isNumber) && unknown.every(({ id }) => id === '') && more.length - known.length === unknown.length;
}

function removeTag(row: Row, tag: Named, here: Here): Wish {
  const { name } = tag;
  const ids = [tag.id, numberOf(tag, here)].filter(Boolean);
  const gone = (token: string): boolean => token === name.trim() || ids.includes(token);
  return {
    ...update(row, { tags: withoutTokens(row.tags, gone) }),
    holds: (now) => !tokensOf(now.tags).some(gone),
  };
}

/** A customer has one phone number and no company here. */
function writtenDetails({ name, company, phones }: CustomerDetails): Partial<Written> {
  if (company !== undefined) throw new ProblemError({ kind: 'not-supported', ability: 'company' });
  if (phones && phones.length > 1) throw new ProblemError({ kind: 'not-supported', ability: 'phones' });
  return { ...(name !== undefined && { customerName: name }), ...(phones && { customerPhone: phones[0] ?? '' }) };
}

function writtenField(field: string, value: FieldValue): Partial<Written> {
  if (field !== 'xfield1' || Array.isArray(value)) throw new ProblemError({ kind: 'not-supported', ability: field });
  return { xfield1: value === null ? '' : String(value) };
}
