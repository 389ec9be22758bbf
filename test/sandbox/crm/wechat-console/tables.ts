import type { Database, Table } from '../database.ts';
import type { JsonObject } from '../json.ts';

/** The account's number of whoever signs in with the sandbox's credentials. */
export const OWN_ADMIN = 33726;

/** A WeChat friend of one of the team's accounts, customer or not. */
export interface Contact {
  wechatContactId: number;
  /** The sandbox person behind it, null for examples of the vendor's documentation. */
  person: string | null;
  account: number;
  userName: string;
  alias: string | null;
  nickName: string;
  remarkName: string;
  headImgUrl: string;
  sex: string;
  pinyin: [initials: string, full: string];
  /** What the agent calls them, set by `batchSaveNickName`; null until then. */
  customerNickName: string | null;
  isStar: string;
}

/** What was written down about a contact. `tags` are names with commas between. Times are epoch ms. */
export interface Customer {
  customerId: number;
  customerName: string;
  customerPhone: string;
  remarks: string;
  wechatContactId: number | null;
  company: string;
  createTime: number;
  lastUpdateTime: number;
  tags: string;
  nickName: string;
  xfield1: string;
}

/** One of the team's own WeChat accounts. */
export interface Account {
  wechatUserId: number;
  uin: string;
  userName: string;
  nickName: string;
  adminUserId: number;
  online: boolean;
}

export interface ConsoleTag {
  tagId: number;
  tagName: string;
  isPub: string;
}

/** Somebody typed in by hand, or given to an agent, to be called; `pool` says which. Holds the row as it is answered. */
export interface Task {
  customerId: number;
  pool: 'manual' | 'assigned';
  realName: string;
  row: JsonObject;
}

export interface Message {
  id: number;
  wechatContactId: number;
  row: JsonObject;
}

export interface ConsoleTables {
  accounts: Table<Account>;
  contacts: Table<Contact>;
  customers: Table<Customer>;
  tags: Table<ConsoleTag>;
  tasks: Table<Task>;
  messages: Table<Message>;
  services: Table<{ row: JsonObject }>;
  /** Tokens and sessions that were handed out, and the switch of the pop-up after calls. */
  sessions: Table<{ kind: 'token' | 'session'; at: number }>;
  switches: Table<{ value: number }>;
}

export function openTables(database: Database): ConsoleTables {
  return {
    accounts: database.table('accounts'),
    contacts: database.table('contacts'),
    customers: database.table('customers'),
    tags: database.table('tags'),
    tasks: database.table('tasks'),
    messages: database.table('messages'),
    services: database.table('services'),
    sessions: database.table('sessions'),
    switches: database.table('switches'),
  };
}

export function tagNames(customer: Customer): string[] {
  return customer.tags.split(',').filter(Boolean);
}

export function customerOf(tables: ConsoleTables, wechatContactId: number | null): Customer | null {
  if (wechatContactId === null) return null;
  return tables.customers.all().find((customer) => customer.wechatContactId === wechatContactId) ?? null;
}
