import { isIn, people, type CrmRecord, type Person } from '../../people.ts';
import type { Database, Table } from '../database.ts';
import { externalUserIdOf } from '../wecom.ts';
import { MEMBERS, tagByName } from './library.ts';

/** One contact of the company, and what each member who has them has written down. */
export interface WecomContact {
  externalUserId: string;
  person: string;
  name: string;
  follows: Follow[];
}

export interface Follow {
  userid: string;
  remark: string;
  description: string;
  company: string;
  mobiles: string[];
  tagIds: string[];
  /** Epoch seconds. */
  createtime: number;
  addWay: number;
}

export type WecomTables = Record<'contacts', Table<WecomContact>>;

export function openTables(database: Database): WecomTables {
  return { contacts: database.table('contacts') };
}

export function fillWecom({ contacts }: WecomTables): void {
  people.forEach((person, index) => {
    if (!isIn('wecom', person.record)) return;
    const contact = contactOf(person, person.record, index);
    contacts.put(contact.externalUserId, contact);
  });
}

function contactOf(person: Person, record: CrmRecord, index: number): WecomContact {
  const members = Object.values(MEMBERS);
  const first = MEMBERS[record.owner]!;
  const createtime = Date.parse(`${record.createdAt.replace(' ', 'T')}+08:00`) / 1000;
  const follow: Follow = {
    userid: first,
    remark: person.remark,
    description: record.note,
    company: record.company ?? '',
    mobiles: record.phone ? [record.phone] : [],
    tagIds: record.tags.flatMap((name) => tagByName(name)?.id ?? []),
    createtime,
    addWay: 1 + (index % 4),
  };
  const second = members[(members.indexOf(first) + 1) % members.length]!;
  const others = index % 6 === 4 ? [{ ...EMPTY, userid: second, remark: `${record.name} 转介`, createtime: createtime + 86_400 }] : [];
  return { externalUserId: externalUserIdOf(person), person: person.key, name: person.nickname, follows: [follow, ...others] };
}

const EMPTY = { description: '', company: '', mobiles: [], tagIds: [], addWay: 201 };
