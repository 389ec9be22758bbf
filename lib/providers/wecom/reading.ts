import { ProblemError } from '../../model/problem';
import type { WecomCall } from './client';
import { isOfOneColleague } from './codes';
import type { Here } from './here';
import { inOrder, type Person } from './person';
import { batchAnswer, contactAnswer, idsAnswer, membersAnswer, type Contact, type FollowInfo, type FollowUser } from './schema';
import { libraryOf, tagIdsOf } from './tags';

/** The colleagues who may have customers, by their userids: those whom the app may see. */
export async function membersOf(call: WecomCall, signal: AbortSignal): Promise<string[]> {
  // Source: 获取配置了客户联系功能的成员列表, https://developer.work.weixin.qq.com/document/path/92571 (2023-12-01)
  const path = '/cgi-bin/externalcontact/get_follow_user_list';
  return (await call(membersAnswer, { path }, signal)).follow_user;
}

/** The ids of a colleague's customers; empty for one who has none, or whom the app may no longer see. */
export async function idsOf(call: WecomCall, userid: string, signal: AbortSignal): Promise<string[]> {
  // Source: 获取客户列表, https://developer.work.weixin.qq.com/document/path/96314 (2025-11-17)
  const path = '/cgi-bin/externalcontact/list';
  try {
    return (await call(idsAnswer, { path, query: { userid } }, signal)).external_userid;
  } catch (thrown) {
    if (isOfOneColleague(thrown)) return [];
    throw thrown;
  }
}

/** One contact with the records of all colleagues, as WeCom has them now; throws the Problem `not-found` where no colleague has the contact. */
export async function personOf(here: Here, id: string, signal: AbortSignal): Promise<Person> {
  const library = await libraryOf(here, signal);
  const all: FollowUser[] = [];
  let contact: Contact | null = null;
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await pageOfPerson(here.call, id, cursor, signal);
    contact = answer.external_contact;
    all.push(...answer.follow_user);
    // The same cursor again would return the same page.
    cursor = answer.next_cursor === cursor ? null : answer.next_cursor;
  }
  if (!contact || contact.external_userid !== id || all.length === 0) throw new ProblemError({ kind: 'not-found' });
  return { contact, follows: inOrder(all.map((one): FollowInfo => ({ ...withoutTags(one), tag_id: tagIdsOf(one, library) }))) };
}

function withoutTags({ tags: _, ...rest }: FollowUser): Omit<FollowUser, 'tags'> {
  return rest;
}

async function pageOfPerson(call: WecomCall, id: string, cursor: string, signal: AbortSignal) {
  // Source: 获取客户详情, https://developer.work.weixin.qq.com/document/path/96315 (2025-12-19)
  const path = '/cgi-bin/externalcontact/get';
  try {
    return await call(contactAnswer, { path, query: { external_userid: id, ...(cursor && { cursor }) } }, signal);
  } catch (thrown) {
    // The call names no colleague, so none in the app's visible range has this contact.
    if (thrown instanceof ProblemError && thrown.problem.kind === 'beyond-reach' && thrown.problem.of === 'customer')
      throw new ProblemError({ kind: 'not-found' });
    throw thrown;
  }
}

/** How many colleagues one call may ask about, and how many rows it may answer with. */
const AT_ONCE = 100;
/** The most pages of one group of colleagues, a million customers: a longer list is taken for one without an end. */
const MOST_PAGES = 10_000;

/** A list could not be read to its end: what was read before is not everybody. */
export class Endless extends Error {}

/** Everybody whom these colleagues have, a page at a time; one row for each colleague and customer. */
export async function* pagesOf(
  call: WecomCall,
  members: string[],
  signal: AbortSignal,
): AsyncIterable<{ contact: Contact; follow: FollowInfo }[]> {
  for (let at = 0; at < members.length; at += AT_ONCE) yield* pagesOfGroup(call, members.slice(at, at + AT_ONCE), signal);
}

async function* pagesOfGroup(
  call: WecomCall,
  group: string[],
  signal: AbortSignal,
): AsyncGenerator<{ contact: Contact; follow: FollowInfo }[]> {
  let mayBeginAnew = true;
  for (let cursor = '', pages = 0; ; pages++) {
    const answer = await pageOf(call, group, cursor, signal).catch((thrown: unknown) => refusedFor(thrown, cursor));
    if (answer === 'a colleague') {
      // WeCom refuses the whole page because of one colleague: halving the group finds that one, and reads the others.
      if (group.length === 1) return;
      const half = Math.ceil(group.length / 2);
      yield* pagesOfGroup(call, group.slice(0, half), signal);
      yield* pagesOfGroup(call, group.slice(half), signal);
      return;
    }
    if (answer === 'the cursor') {
      if (!mayBeginAnew) throw new Endless();
      [cursor, mayBeginAnew] = ['', false];
      continue;
    }
    yield answer.external_contact_list.map(({ external_contact: contact, follow_info: follow }) => ({ contact, follow }));
    if (!answer.next_cursor) return;
    if (answer.next_cursor === cursor || pages === MOST_PAGES) throw new Endless();
    cursor = answer.next_cursor;
  }
}

/** Why the CRM refused a page. Its code for an expired cursor is not public, so every `refused` of a page after the first is read as one. */
function refusedFor(thrown: unknown, cursor: string): 'a colleague' | 'the cursor' {
  if (isOfOneColleague(thrown)) return 'a colleague';
  if (cursor !== '' && thrown instanceof ProblemError && thrown.problem.kind === 'refused') return 'the cursor';
  throw thrown;
}

function pageOf(call: WecomCall, group: string[], cursor: string, signal: AbortSignal) {
  // Source: 批量获取客户详情, https://developer.work.weixin.qq.com/document/path/96316 (2025-11-17)
  const path = '/cgi-bin/externalcontact/batch/get_by_user';
  return call(batchAnswer, { path, body: { userid_list: group, cursor, limit: AT_ONCE } }, signal);
}
