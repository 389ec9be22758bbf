import type { Answer } from '../answer.ts';
import type { Backend, CrmChange, CrmRow, Product } from '../crm.ts';
import type { Incoming } from '../incoming.ts';
import { answerByRoute, type Routes } from '../routes.ts';
import { ENTITIES, fieldGroups, NICKNAME_FIELD } from './fields.ts';
import { choiceLabel, CHOICES, choiceValue, COLLEAGUES, labelByContent, labelById, ME, type ChoiceKind } from './library.ts';
import { listByName, listCustomers, SORTS } from './list.ts';
import { counted, notFound, ok, signedOutElsewhere } from './reply.ts';
import { createRevisit, listRevisits } from './revisits.ts';
import { contactJson, customerDetail } from './rows.ts';
import { fillLixiao } from './seed.ts';
import { createRateLimit, credentials, login, refuseStranger } from './session.ts';
import { contactsOf, openTables, type LixiaoCustomer, type LixiaoTables } from './tables.ts';
import { updateContact, updateCustomer } from './update.ts';

/** 励销云: a token in a header, one session, ten calls in ten seconds for the whole company. */
export const product: Product = {
  system: 'lixiao',
  prefix: '',
  credentials,
  signInTitle: '励销云 登录',
  open(database, habits): Backend {
    const tables = openTables(database);
    database.fillOnce(() => fillLixiao(tables));
    const routes = lixiaoRoutes(tables);
    const overLimit = createRateLimit(habits);
    return {
      answer: (request, path) => (path.startsWith('/api/v2/') ? (overLimit(request.now) ?? answer(tables, routes, request, path)) : null),
      signedOut: (status) => signedOutElsewhere(status),
      rows: (person) => ofPerson(tables, person).map(crmRow),
      change: (person, change) => ofPerson(tables, person).forEach((customer) => changeCustomer(tables, customer, change)),
      remove: (person) => ofPerson(tables, person).forEach(({ id }) => tables.customers.delete(id)),
    };
  },
};

function answer(tables: LixiaoTables, routes: Routes, request: Incoming, path: string): Answer | null {
  if (request.method === 'POST' && path === '/api/v2/auth/login') return login(tables, request);
  return refuseStranger(tables, request) ?? answerByRoute(routes, request, path);
}

function lixiaoRoutes(tables: LixiaoTables): Routes {
  return {
    'GET /api/v2/customers': ({ query }) => listCustomers(tables, query),
    'GET /api/v2/customers/by_name': ({ query }) => listByName(tables, query),
    'GET /api/v2/customers/filter_sort_group': () => ok({ filters: [], sorts: SORTS }),
    'GET /api/v2/customers/:kind/filter_options': (_, { kind }) => filterOptions(kind!),
    'GET /api/v2/customers/:id': (_, { id }) => detail(tables, id!),
    'PUT /api/v2/customers/:id': (request, { id }) => updateCustomer(tables, request, id!),
    'GET /api/v2/customers/:id/contacts': ({ query }, { id }) => contacts(tables, id!, query),
    'PUT /api/v2/contacts/:id': (request, { id }) => updateContact(tables, request, id!),
    'POST /api/v2/revisit_logs': (request) => createRevisit(tables, request),
    'GET /api/v2/revisit_logs/new_index': (request) => listRevisits(tables, request),
    'GET /api/v2/custom_fields/by_group_all': () => ok(Object.fromEntries(ENTITIES.map((entity) => [entity, fieldGroups(entity)]))),
    'GET /api/v2/custom_fields/:entity/by_group': (_, { entity }) => fieldsOf(entity!),
    'GET /api/v2/user/info': () => ok({ ...userJson(ME), login: credentials.login }),
    'GET /api/v2/user/simple_list': () => ok({ users: COLLEAGUES.map(userJson) }),
  };
}

function detail(tables: LixiaoTables, id: string): Answer {
  const customer = tables.customers.get(id);
  return customer ? ok(customerDetail(tables, customer)) : notFound();
}

function contacts(tables: LixiaoTables, id: string, query: URLSearchParams): Answer {
  const customer = tables.customers.get(id);
  if (!customer) return notFound();
  return counted(
    'contacts',
    contactsOf(tables, customer.id).map((contact) => contactJson(contact, customer)),
    query,
  );
}

/** How the vendor lays out the options is not public; this is the layout of its sorts. */
function filterOptions(kind: string): Answer {
  return kind in CHOICES ? ok({ filter_options: CHOICES[kind as ChoiceKind].map(({ value, label }) => ({ label, value })) }) : notFound();
}

function fieldsOf(entity: string): Answer {
  return ENTITIES.includes(entity) ? ok({ custom_field_groups: fieldGroups(entity) }) : notFound();
}

function userJson({ id, name, departmentId }: (typeof COLLEAGUES)[number]) {
  return { id, name, department_id: departmentId };
}

function ofPerson(tables: LixiaoTables, person: string): LixiaoCustomer[] {
  return tables.customers.all().filter((customer) => customer.person === person);
}

/** lixiao has one note; it stands for remark and note both. */
function crmRow(customer: LixiaoCustomer): CrmRow {
  return {
    id: String(customer.id),
    name: customer.name,
    nickname: String(customer.custom[NICKNAME_FIELD] ?? '') || null,
    phones: [customer.address.tel, customer.address.phone].filter((phone) => phone !== null),
    company: customer.companyName,
    stage: choiceLabel('status', customer.choices.status) || null,
    remark: customer.note,
    note: customer.note,
    tags: customer.labelIds.flatMap((id) => labelById(id)?.content ?? []),
  };
}

function changeCustomer(tables: LixiaoTables, customer: LixiaoCustomer, change: CrmChange): void {
  const { name, company, note, remark, nickname, phones, stage, tags } = change;
  tables.customers.put(customer.id, {
    ...customer,
    name: name ?? customer.name,
    companyName: company === undefined ? customer.companyName : company,
    note: remark ?? note ?? customer.note,
    custom: nickname === undefined ? customer.custom : { ...customer.custom, [NICKNAME_FIELD]: nickname },
    address: phones ? { ...customer.address, phone: phones[0] ?? null } : customer.address,
    choices: { ...customer.choices, status: stage ? choiceValue('status', stage) : customer.choices.status },
    labelIds: tags ? tags.flatMap((tag) => labelByContent(tag)?.id ?? []) : customer.labelIds,
    updatedAt: Date.now(),
  });
}
