import type { Database, Table } from '../database.ts';
import type { Json } from '../json.ts';

/** What tanma's database keeps of one customer; rows.ts makes the shapes of the different calls out of it. */
export interface TanmaCustomer {
  customerId: number;
  /** The sales relation; search rows call it `id`. */
  relationId: number;
  /** The sandbox person behind it, null for examples of the vendor's documentation. */
  person: string | null;
  name: string;
  phones: string[];
  company: string | null;
  /** The remark in WeCom. */
  remark: string;
  nickname: string | null;
  avatar: string | null;
  /** WeCom's id of the person, null for somebody who is nobody's friend there. */
  externalUserId: string | null;
  ownerId: number;
  helperIds: number[];
  stageId: number;
  sourceId: number | null;
  gender: 0 | 1 | 2;
  note: string | null;
  tagIds: number[];
  contentTagIds: string[];
  point: number | null;
  creditCode: string | null;
  /** Custom fields by id, beyond those that FIELD in library.ts names. */
  fields: Record<string, Json>;
  createTime: string;
  updateTime: string;
  /** When they became a friend in WeCom, null when they are none. */
  friendTime: string | null;
  /** Keys of the search row that differ from what rows.ts would write. */
  row: Record<string, Json>;
  /** The `fields` of the v2 calls where they are not made from the above. */
  v2Fields: Json[] | null;
}

export interface FollowUp {
  id: number;
  customerId: number;
  salesId: number;
  /** 1 = written by a person, 2 = the product's own log. */
  type: 1 | 2;
  content: string | null;
  createTime: string;
}

export interface TanmaTables {
  customers: Table<TanmaCustomer>;
  followUps: Table<FollowUp>;
}

export function openTables(database: Database): TanmaTables {
  return { customers: database.table('customers'), followUps: database.table('follow_ups') };
}
