import { json, type Answer } from '../answer.ts';
import type { Incoming } from '../incoming.ts';
import { listOf, numberOf, objectOf, parsedOf, textOf } from '../json.ts';
import type { Routes } from '../routes.ts';
import { done, idsOf, inputOf, invalid, saved } from './reply.ts';
import { taggedContactJson } from './rows.ts';
import { customerOf, OWN_ADMIN, tagNames, type Contact, type ConsoleTables, type ConsoleTag } from './tables.ts';

/** Tags: giving them to contacts, and finding contacts by them. There is no public call that lists or removes them. */
export function tagRoutes(tables: ConsoleTables): Routes {
  return {
    'POST /wechat_api/customer/batchAddCustomer': (request) => addTags(tables, request),
    'POST /wechat_api/tag/getTagDetailList': (request) => contactsWithTag(tables, inputOf(request)),
    'POST /wechat_api/tag/editTagInfo': (request) => editTag(tables, inputOf(request)),
    'GET /wechat_api/customer/findcontactbytagAll': (request) => contactsByTags(tables, inputOf(request)),
    'GET /wechat_api/customer/findcontactbytagall': (request) => contactsByTags(tables, inputOf(request)),
  };
}

/** Finds a tag by name or makes it. */
export function tagNamed(tables: ConsoleTables, tagName: string, isPub = '0'): ConsoleTag {
  const known = tables.tags.all().find((tag) => tag.tagName === tagName);
  if (known) return known;
  const tagId = tables.tags.nextId(42_906);
  return tables.tags.put(tagId, { tagId, tagName, isPub });
}

/** Adds tags to each contact's customer, which is made where there is none; a tag with an empty id is meant by its name. */
function addTags(tables: ConsoleTables, request: Incoming): Answer {
  const input = inputOf(request);
  const contacts = idsOf(input['contactIds']).flatMap((id) => tables.contacts.get(id) ?? []);
  if (!contacts.length) return invalid('contactIds為空');
  const names = listOf(parsedOf(input['tags'])).flatMap((tag) => nameOfTag(tables, objectOf(tag)));
  for (const contact of contacts) {
    addToContact(tables, contact, names, request.now);
    if (textOf(input['isStar'])) tables.contacts.put(contact.wechatContactId, { ...contact, isStar: textOf(input['isStar']) });
  }
  return saved();
}

function nameOfTag(tables: ConsoleTables, tag: Record<string, unknown>): string[] {
  const known = tables.tags.get(textOf(tag['id']));
  if (known) return [known.tagName];
  const name = textOf(tag['name']).trim();
  return name ? [tagNamed(tables, name).tagName] : [];
}

function addToContact(tables: ConsoleTables, contact: Contact, names: string[], now: number): void {
  const known = customerOf(tables, contact.wechatContactId);
  const customerId = known?.customerId ?? tables.customers.nextId(3_070_000);
  const tags = [...new Set([...(known ? tagNames(known) : []), ...names])].join(',');
  const fresh = { customerPhone: '', remarks: '', company: '', createTime: now, xfield1: '' };
  const named = { customerName: contact.nickName, nickName: contact.nickName, wechatContactId: contact.wechatContactId };
  tables.customers.put(customerId, { ...fresh, ...named, ...known, customerId, tags, lastUpdateTime: now });
}

/** Of the caller's own account when `type` is 0, of the other accounts otherwise. */
function contactsWithTag(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const name = tables.tags.get(textOf(input['tagId']))?.tagName;
  const own = (numberOf(input['type']) ?? 0) === 0;
  return done(
    taggedContacts(tables, name === undefined ? [] : [name])
      .map((contact) => ({ contact, account: tables.accounts.get(contact.account)! }))
      .filter(({ account }) => (account.adminUserId === OWN_ADMIN) === own)
      .map(({ contact, account }) => ({
        wechatContactId: contact.wechatContactId,
        wechatUserUin: account.uin,
        wechatUserNickName: account.nickName,
        customerName: customerOf(tables, contact.wechatContactId)!.customerName,
      })),
  );
}

function editTag(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const name = textOf(input['tagName']).trim();
  if (!name) return invalid('tagName為空');
  return json({ msg: '操作成功!', code: 200, tagId: tagNamed(tables, name, textOf(input['isPub']) || '0').tagId });
}

/** Contacts that have one of the tags (all tagged ones when none is named); accounts that are offline only when `isOffLine` is given. */
function contactsByTags(tables: ConsoleTables, input: Record<string, unknown>): Answer {
  const ids = idsOf(input['tagIds']);
  const names = (ids.length ? ids.flatMap((id) => tables.tags.get(id) ?? []) : tables.tags.all()).map((tag) => tag.tagName);
  const wanted = textOf(input['wechatUserId']);
  return done(
    taggedContacts(tables, names)
      .map((contact) => ({ contact, account: tables.accounts.get(contact.account)! }))
      .filter(
        ({ account }) => (account.online || textOf(input['isOffLine']) !== '') && (!wanted || wanted === String(account.wechatUserId)),
      )
      .map(({ contact, account }) => taggedContactJson(contact, account)),
  );
}

function taggedContacts(tables: ConsoleTables, names: string[]): Contact[] {
  return tables.customers
    .all()
    .filter((customer) => tagNames(customer).some((name) => names.includes(name)))
    .flatMap(({ wechatContactId }) => tables.contacts.get(wechatContactId ?? '') ?? []);
}
