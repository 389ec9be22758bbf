import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import type { Backend, CrmChange, CrmRow, Product } from '../crm.ts';
import { answerByRoute } from '../routes.ts';
import { fillWecom, openTables, type WecomContact, type WecomTables } from './contacts.ts';
import { tagById, tagByName } from './library.ts';
import { wecomRoutes } from './routes.ts';
import { createTokens, refused } from './tokens.ts';

const credentials = { corpId: 'ww0sandbox0kebian2', secret: 'hV3nQ8xT1cJ6yR4mB9zL2wK7dF5sA0pG', userId: '' };

/** 企业微信: a token in the query, and a member's own record of each contact. */
export const product: Product = {
  system: 'wecom',
  prefix: '',
  credentials,
  signInTitle: '企业微信',
  open(database): Backend {
    const tables = openTables(database);
    database.fillOnce(() => fillWecom(tables));
    const routes = wecomRoutes(tables);
    const tokens = createTokens(credentials);
    return {
      answer: (request, path) => {
        if (!path.startsWith('/cgi-bin/')) return null;
        return tokens.answer(request, path) ?? answerByRoute(routes, request, path);
      },
      signedOut: (status): Answer => json(refused(42001, 'access_token expired'), status),
      rows: (person) => ofPerson(tables, person).map(crmRow),
      change: (person, change) => ofPerson(tables, person).forEach((contact) => changeContact(tables, contact, change)),
      remove: (person) => ofPerson(tables, person).forEach(({ externalUserId }) => tables.contacts.delete(externalUserId)),
    };
  },
};

function ofPerson(tables: WecomTables, person: string): WecomContact[] {
  return tables.contacts.all().filter((contact) => contact.person === person);
}

function crmRow({ externalUserId, name, follows }: WecomContact): CrmRow {
  const { remark, description, company, mobiles, tagIds } = follows[0]!;
  return {
    id: externalUserId,
    name: remark || name,
    nickname: name,
    phones: mobiles,
    company: company || null,
    stage: null,
    remark: description,
    note: description,
    tags: tagIds.flatMap((id) => tagById(id)?.name ?? []),
  };
}

function changeContact(tables: WecomTables, contact: WecomContact, change: CrmChange): void {
  const [first, ...others] = contact.follows;
  const { name, note, remark = note, company, phones, tags, nickname } = change;
  const follow = {
    ...first!,
    ...(name !== undefined && { remark: name }),
    ...(remark !== undefined && { description: remark ?? '' }),
    ...(company !== undefined && { company: company ?? '' }),
    ...(phones && { mobiles: phones }),
    ...(tags && { tagIds: tags.flatMap((tag) => tagByName(tag)?.id ?? []) }),
  };
  tables.contacts.put(contact.externalUserId, { ...contact, name: nickname ?? contact.name, follows: [follow, ...others] });
}
