import { json, type Answer } from '../answer.ts';
import type { Backend, CrmChange, CrmRow, Product } from '../crm.ts';
import { chinaTime } from '../time.ts';
import { answerByRoute } from '../routes.ts';
import { openTables, type TanmaCustomer, type TanmaTables } from './customer.ts';
import { nameOfId, STAGE_IDS, tagById, tagByName } from './library.ts';
import { tanmaRoutes } from './routes.ts';
import { fillTanma } from './seed.ts';
import { refuseUnsigned, signatureRefused } from './sign.ts';

const credentials = { appId: 'ww0sandbox0kebian1_KbSndX', appKey: '7c1e5a90b3d24f6680af1be2c95d3e47', qwUserId: 'LiLei' };

/** 探马: every call is a signed POST with JSON, nothing can be written from outside. */
export const product: Product = {
  system: 'tanma',
  prefix: '/apiServer',
  credentials,
  signInTitle: '探马SCRM 登录',
  open(database): Backend {
    const tables = openTables(database);
    database.fillOnce(() => fillTanma(tables));
    const routes = tanmaRoutes(tables);
    return {
      answer: (request, path) =>
        path.startsWith('/api/') ? (refuseUnsigned(request, credentials) ?? answerByRoute(routes, request, path)) : null,
      signedOut: (status): Answer => (status ? json({ code: 1002, message: '签名校验未通过', data: null }, status) : signatureRefused()),
      rows: (person) => ofPerson(tables, person).map(crmRow),
      change: (person, change) => ofPerson(tables, person).forEach((customer) => changeCustomer(tables, customer, change)),
      remove: (person) => ofPerson(tables, person).forEach((customer) => tables.customers.delete(customer.customerId)),
    };
  },
};

function ofPerson(tables: TanmaTables, person: string): TanmaCustomer[] {
  return tables.customers.all().filter((customer) => customer.person === person);
}

function crmRow(customer: TanmaCustomer): CrmRow {
  return {
    id: String(customer.customerId),
    name: customer.name,
    nickname: customer.nickname,
    phones: customer.phones,
    company: customer.company,
    stage: nameOfId(STAGE_IDS, customer.stageId),
    remark: customer.remark,
    note: customer.note,
    tags: customer.tagIds.flatMap((id) => tagById(id)?.name ?? []),
  };
}

function changeCustomer(tables: TanmaTables, customer: TanmaCustomer, change: CrmChange): void {
  const { stage, tags, remark, ...rest } = change;
  tables.customers.put(customer.customerId, {
    ...customer,
    ...rest,
    remark: remark ?? customer.remark,
    stageId: stage ? STAGE_IDS[stage]! : customer.stageId,
    tagIds: tags ? tags.flatMap((name) => tagByName(name)?.id ?? []) : customer.tagIds,
    updateTime: chinaTime(Date.now()),
  });
}
