import * as v from 'valibot';
import type { Alike, Seen } from '../../model/alike';
import { changeShapes } from '../../model/change-shapes';
import type { Colleague, Customer, CustomerRef, Field, NewCustomer, Option, Page } from '../../model/customer';
import type { Base, Change } from '../../model/edit';
import type { FollowUp, NewFollowUp } from '../../model/follow-up';
import type { FoundByPhone } from '../../model/found-by-phone';
import type { Friend } from '../../model/friend';
import type { ChatMessage } from '../../model/message';
import type { CustomerQuery, TimeRange } from '../../model/query';
import { regions, type Region } from '../../model/region';
import type { Suggestion } from '../../model/suggestion';
import type { Tag, TagGroup } from '../../model/tag';
import type { NewTask, Task, TaskFilter } from '../../model/task';
import type { LocalizedText } from '../../model/view';
import type { AccountInfo, Answered, Capabilities, ContactHints, Part } from '../provider';

/** What reads values of T and nothing else. */
type Of<T> = v.GenericSchema<unknown, T>;

const text = v.string();
const maybe = v.nullable(text);
const flag = v.boolean();
const set = v.exactOptional(v.literal(true));
const ids = v.array(text);

/** JSON has no `undefined`. */
export const nothing = v.pipe(
  v.null(),
  v.transform(() => undefined),
);
export const words = text;
export const maybeWords = maybe;
export const yesOrNo = flag;
export const maybeYes = v.nullable(flag);

const localized = v.object({ zh_CN: text, zh_TW: text, en: text }) satisfies Of<LocalizedText>;
export const suggestion = v.object({ values: v.record(text, text), says: localized, press: localized }) satisfies Of<Suggestion>;
export const option = v.object({ id: text, name: text }) satisfies Of<Option>;
export const colleague = v.object({ id: maybe, name: text }) satisfies Of<Colleague>;
export const account = v.object({ user: v.nullable(colleague), detail: maybe }) satisfies Of<AccountInfo>;
export const hints = v.object({ name: text, phones: ids }) satisfies Of<ContactHints>;
export const tag = v.object({ id: text, name: text, group: maybe, color: maybe }) satisfies Of<Tag>;
export const tagGroup = v.object({ name: maybe, tags: v.array(tag) }) satisfies Of<TagGroup>;

const aField = {
  id: text,
  label: text,
  type: v.picklist(['text', 'choice', 'date', 'number', 'long-text', 'choices', 'date-time', 'phone', 'address']),
  options: v.array(option),
  editable: flag,
  isStage: set,
  isSource: set,
  notSearched: set,
};
export const field = v.object(aField) satisfies Of<Field>;
const value = v.nullable(v.union([text, v.number(), ids]));

export const newCustomer = v.object({
  name: text,
  nickname: maybe,
  company: maybe,
  phones: ids,
  remark: maybe,
}) satisfies Of<NewCustomer>;
export const region = v.picklist(regions) satisfies Of<Region>;
export const seen = v.object({ despite: ids, home: v.nullable(region) }) satisfies Of<Seen>;

const changes = changeShapes({ text, name: text, id: text, ids, phones: ids, tag });
export const change = v.variant('kind', Object.values(changes)) satisfies Of<Change>;
export const base = v.union([change, v.object({ kind: v.literal('unseen') })]) satisfies Of<Base>;

export const span = v.object({ from: maybe, to: maybe }) satisfies Of<TimeRange>;
const whose = v.picklist(['mine', 'assisting', 'below', 'pool']);
const filters = {
  id: v.exactOptional(text),
  name: v.exactOptional(text),
  phone: v.exactOptional(text),
  remark: v.exactOptional(text),
  whose: v.exactOptional(whose),
  colleagues: v.exactOptional(ids),
  departments: v.exactOptional(ids),
  created: v.exactOptional(span),
  dated: v.exactOptional(span),
  tags: v.exactOptional(ids),
  stage: v.exactOptional(text),
  fields: v.exactOptional(v.array(v.object({ field: text, is: v.picklist(['one-of', 'filled', 'between']), values: ids }))),
  creditCode: v.exactOptional(text),
  followedUpOn: v.exactOptional(text),
  product: v.exactOptional(text),
  sorting: v.exactOptional(v.object({ by: text, descending: flag })),
};
/** A filter that is not known is refused, not left out: more would be found than was asked for. */
export const query = v.strictObject({ text: v.exactOptional(text), ...filters }) satisfies Of<CustomerQuery>;

export const newFollowUp = v.object({ text, at: text, kind: maybe, remindAt: maybe, stage: maybe }) satisfies Of<NewFollowUp>;
export const followUp = v.object({
  id: text,
  text,
  at: maybe,
  by: v.nullable(colleague),
  kind: v.nullable(option),
  remindAt: maybe,
  automatic: flag,
}) satisfies Of<FollowUp>;
export const message = v.object({ id: text, text, at: maybe, sent: maybeYes, by: maybe }) satisfies Of<ChatMessage>;
export const friend = v.object({
  id: text,
  name: text,
  nickname: maybe,
  remark: maybe,
  account: v.object({ id: maybe, name: maybe, owner: maybe }),
  handle: v.record(text, text),
}) satisfies Of<Friend>;
export const task = v.object({
  id: text,
  owner: maybe,
  name: text,
  phone: maybe,
  company: maybe,
  address: maybe,
  nickname: maybe,
  wechat: maybe,
  remark: maybe,
  tags: ids,
  called: maybeYes,
  befriended: maybeYes,
  createdAt: maybe,
  updatedAt: maybe,
  fields: v.record(text, text),
}) satisfies Of<Task>;
export const newTask = v.object({
  name: text,
  phone: text,
  place: text,
  address: text,
  nickname: text,
  wechat: text,
  company: text,
  tags: text,
  fields: v.record(text, text),
}) satisfies Of<NewTask>;
export const taskFilter = v.object({
  name: text,
  company: text,
  wechat: text,
  called: maybeYes,
  befriended: maybeYes,
}) satisfies Of<TaskFilter>;

const can = v.object({
  changes: v.array(v.picklist(Object.keys(changes) as Change['kind'][])),
  details: v.exactOptional(v.array(v.picklist(['name', 'company', 'phones']))),
  mostPhones: v.exactOptional(v.number()),
  addCustomer: flag,
  newTags: flag,
  readOnlyReason: v.nullable(localized),
  filters: v.exactOptional(v.array(v.picklist(Object.keys(filters) as (keyof typeof filters)[]))),
  whose: v.exactOptional(v.array(whose)),
  filledFields: set,
}) satisfies Of<Capabilities>;
/** What a connection of the relay can do for the agent who asks: `members` are the optional ones of `Connection`. */
export const abilities = v.object({ can, members: ids, befriends: flag });
export type RelayAbilities = v.InferOutput<typeof abilities>;

export function pageOf<S extends v.GenericSchema>(item: S) {
  return v.object({ items: v.array(item), next: maybe, total: v.nullable(v.number()), incomplete: set });
}

/** Shapes with customers. Each end calls the connection by its own id, so customers get the reader's. */
export function customersOf(connection: string) {
  const own = v.pipe(
    text,
    v.transform(() => connection),
  );
  const ref = v.object({ connection: own, id: text }) satisfies Of<CustomerRef>;
  const customer = v.object({
    ...ref.entries,
    name: text,
    company: maybe,
    remark: maybe,
    nickname: maybe,
    phones: v.array(v.object({ label: maybe, number: text, hidden: flag })),
    stage: v.nullable(option),
    source: maybe,
    owner: v.nullable(colleague),
    helpers: v.array(colleague),
    account: v.exactOptional(text),
    tags: v.array(tag),
    fields: v.array(v.object({ ...aField, value })),
    createdAt: maybe,
    updatedAt: maybe,
    lastFollowUpAt: maybe,
    handle: v.record(text, text),
    brief: set,
    unknown: v.exactOptional(ids),
  }) satisfies Of<Customer>;
  return {
    ref,
    customer,
    answered: v.object({ customers: v.array(customer), complete: flag }) satisfies Of<Answered>,
    page: pageOf(customer) satisfies Of<Page<Customer>>,
    part: v.object({
      customers: v.array(customer),
      cursor: maybe,
      removed: v.exactOptional(ids),
      mark: v.exactOptional(text),
      whole: set,
    }) satisfies Of<Part>,
    alike: v.object({ ref, name: text, company: maybe, phone: maybe, by: v.picklist(['phone', 'name']) }) satisfies Of<Alike>,
    foundByPhone: v.object({
      source: v.picklist(['none', 'customer', 'pool', 'task']),
      customers: v.array(customer),
      tasks: v.array(task),
    }) satisfies Of<FoundByPhone>,
  };
}
