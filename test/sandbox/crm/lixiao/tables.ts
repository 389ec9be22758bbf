import type { Database, Table } from '../database.ts';
import type { Json } from '../json.ts';

export interface Address {
  tel: string | null;
  phone: string | null;
  email: string | null;
  qq: string | null;
  fax: string | null;
  wechat: string | null;
  wangwang: string | null;
  zip: string | null;
  url: string | null;
  detail_address: string | null;
  country_id: number | null;
  province_id: number | null;
  city_id: number | null;
  district_id: number | null;
}

/** A customer as the database keeps it. Ids of choices are text, '' when nothing is chosen; times are epoch ms. */
export interface LixiaoCustomer {
  id: number;
  /** The sandbox person behind it, null for examples of the vendor's documentation. */
  person: string | null;
  userId: number;
  assistIds: number[];
  /** In the common pool, where it belongs to nobody. */
  common: boolean;
  name: string;
  companyName: string | null;
  choices: Record<'status' | 'category' | 'source' | 'industry' | 'staff_size', string>;
  note: string | null;
  labelIds: number[];
  productIds: number[];
  address: Address;
  /** Values of the custom fields by their name. */
  custom: Record<string, Json>;
  /** masked: digits are starred; invisible: the number may not be shown at all. */
  phonePrivacy: 'open' | 'masked' | 'invisible';
  wxExternalUserId: string | null;
  createdAt: number;
  updatedAt: number;
  revisitedAt: number | null;
  revisitContent: string | null;
  remindAt: number | null;
  /** What this customer has instead of an empty value: the vendor uses both, as it comes. */
  empty: '' | null;
  /** Keys of the row that differ from what rows.ts would write, and who is named at the first phone. */
  row: Record<string, Json>;
  phoneUser: string | null;
}

export interface LixiaoContact {
  id: number;
  customerId: number;
  name: string;
  department: string | null;
  gender: 'male' | 'female' | null;
  birthDate: string | null;
  note: string | null;
  category: string;
  job: string | null;
  wxExternalUserId: string | null;
  address: Address;
}

export interface RevisitLog {
  id: number;
  userId: number;
  loggableType: string;
  loggableId: number;
  content: string;
  category: string;
  realRevisitAt: number;
  createdAt: number;
  remindAt: number | null;
}

export interface LixiaoTables {
  customers: Table<LixiaoCustomer>;
  contacts: Table<LixiaoContact>;
  revisits: Table<RevisitLog>;
  /** Every token there ever was; one of them is good. */
  tokens: Table<{ current: boolean }>;
}

export function openTables(database: Database): LixiaoTables {
  return {
    customers: database.table('customers'),
    contacts: database.table('contacts'),
    revisits: database.table('revisit_logs'),
    tokens: database.table('tokens'),
  };
}

export function contactsOf(tables: LixiaoTables, customerId: number): LixiaoContact[] {
  return tables.contacts.all().filter((contact) => contact.customerId === customerId);
}

export const EMPTY_ADDRESS: Address = {
  tel: null,
  phone: null,
  email: null,
  qq: null,
  fax: null,
  wechat: null,
  wangwang: null,
  zip: null,
  url: null,
  detail_address: null,
  country_id: null,
  province_id: null,
  city_id: null,
  district_id: null,
};
