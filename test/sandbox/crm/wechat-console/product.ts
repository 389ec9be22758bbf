import type { Backend, CrmChange, CrmRow, Habits, Product } from '../crm.ts';
import { answerByRoute, type Routes } from '../routes.ts';
import { customerRoutes } from './customers.ts';
import { onlyReading } from './bodies.ts';
import { messageRoutes } from './messages.ts';
import { fillConsole } from './seed.ts';
import { serviceRoutes } from './services.ts';
import { credentials, isSignedIn, sessionRoutes, signedOutAnswer } from './session.ts';
import { customerOf, openTables, tagNames, type ConsoleTables, type Contact, type Customer } from './tables.ts';
import { tagRoutes } from './tags.ts';
import { taskRoutes } from './tasks.ts';

/** The chat console: a web application's own calls, with its session. */
export const product: Product = {
  system: 'wechat-console',
  prefix: '',
  credentials,
  signInTitle: '聊天后台 登录',
  open(database, habits): Backend {
    const tables = openTables(database);
    database.fillOnce(() => fillConsole(tables));
    const routes = consoleRoutes(tables, habits);
    return {
      answer(request, path) {
        if (!path.startsWith('/wechat_api/')) return null;
        const open = answerByRoute(sessionRoutes(tables), request, path);
        if (open) return open;
        return isSignedIn(tables, request) ? answerByRoute(routes, request, path) : signedOutAnswer(habits.signedOutStatus);
      },
      signedOut: (status) => signedOutAnswer(status ?? habits.signedOutStatus),
      rows: (person) => ofPerson(tables, person).map(crmRow),
      change: (person, change) => ofPerson(tables, person).forEach((known) => changeCustomer(tables, known, change)),
      remove: (person) => ofPerson(tables, person).forEach(({ customer }) => tables.customers.delete(customer.customerId)),
    };
  },
};

function consoleRoutes(tables: ConsoleTables, habits: Habits): Routes {
  return {
    ...customerRoutes(tables),
    ...tagRoutes(tables),
    ...onlyReading(habits, taskRoutes(tables)),
    ...messageRoutes(tables),
    ...serviceRoutes(tables),
  };
}

interface Known {
  contact: Contact;
  customer: Customer;
}

function ofPerson(tables: ConsoleTables, person: string): Known[] {
  return tables.contacts
    .all()
    .filter((contact) => contact.person === person)
    .flatMap((contact) => {
      const customer = customerOf(tables, contact.wechatContactId);
      return customer ? [{ contact, customer }] : [];
    });
}

/** The console has one note, `remarks`; it stands for remark and note both. It has no stages. */
function crmRow({ contact, customer }: Known): CrmRow {
  return {
    id: String(customer.customerId),
    name: customer.customerName,
    nickname: customer.nickName || contact.nickName,
    phones: customer.customerPhone ? [customer.customerPhone] : [],
    company: customer.company || null,
    stage: null,
    remark: customer.remarks,
    note: customer.remarks,
    tags: tagNames(customer),
  };
}

function changeCustomer(tables: ConsoleTables, { customer }: Known, change: CrmChange): void {
  tables.customers.put(customer.customerId, {
    ...customer,
    customerName: change.name ?? customer.customerName,
    customerPhone: change.phones ? (change.phones[0] ?? '') : customer.customerPhone,
    remarks: change.remark ?? change.note ?? customer.remarks,
    company: change.company === undefined ? customer.company : (change.company ?? ''),
    nickName: change.nickname ?? customer.nickName,
    tags: change.tags ? change.tags.join(',') : customer.tags,
    lastUpdateTime: Date.now(),
  });
}
