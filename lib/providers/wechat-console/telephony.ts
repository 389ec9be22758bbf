import type { FoundByPhone } from '../../model/found-by-phone';
import { notUnderstood, read } from '../answer';
import type { Telephony } from '../provider';
import type { Bodies } from './bodies';
import { toSeen, type Here } from './here';
import { anyAnswer, callerAnswer, callerCustomers, callerTasks, switchAnswer, type Row } from './schema';
import { toTask } from './tasks';

/** What the console knows of callers. */
export function telephonyOf(here: Here): Telephony {
  return {
    lookUp: (phone, signal) => lookUp(here, phone, signal),
    popUp: (signal) => readPopUp(here, signal),
    setPopUp: (on, signal) => writePopUp(here, on, signal),
  };
}

export async function readPopUp({ call }: Here, signal: AbortSignal): Promise<boolean> {
  // Source: 客户查询模块 in the API book on KanCloud, V4.2.0, 2020
  return (await call(switchAnswer, { path: '/wechat_api/customer/getIsOpenAfterCall' }, signal)).data === 1;
}

/** `bodies` only where another kind of body is to be tried than the settings say. */
export async function writePopUp({ call }: Here, on: boolean, signal: AbortSignal, bodies?: Bodies): Promise<void> {
  // Source: 客户查询模块 in the API book on KanCloud, V4.2.0, 2020
  const ask = { path: '/wechat_api/customer/updateIsOpenAfterCall', values: { isOpen: on ? '1' : '0' }, ...(bodies && { bodies }) };
  await call(anyAnswer, ask, signal);
}

/** The rows of the customers who have a phone number. People of the pool and of call lists are none: no write accepts their ids. */
export async function customersOfPhone(here: Here, phone: string, signal: AbortSignal): Promise<Row[]> {
  const answer = await ask(here, phone, signal);
  return answer.data?.source === SOURCES.indexOf('customer') ? read(callerCustomers, answer).data.customerList : [];
}

/** In the order of the console's numbers. */
const SOURCES: FoundByPhone['source'][] = ['none', 'customer', 'pool', 'task'];

async function lookUp(here: Here, phone: string, signal: AbortSignal): Promise<FoundByPhone> {
  const answer = await ask(here, phone, signal);
  const source = SOURCES[answer.data?.source ?? 0];
  if (source === undefined) throw notUnderstood('data.source', '0, 1, 2 or 3');
  switch (source) {
    case 'none':
      return { source, customers: [], tasks: [] };
    case 'customer':
      return { source, customers: read(callerCustomers, answer).data.customerList.map((row) => toSeen(here, row, null)), tasks: [] };
    case 'pool':
    case 'task':
      return { source, customers: [], tasks: read(callerTasks, answer).data.customerList.map((row) => toTask(row, here.tagNumbers)) };
  }
}

function ask({ call }: Here, phone: string, signal: AbortSignal) {
  // Source: 客户查询模块 in the API book on KanCloud, V4.2.0, 2020
  return call(callerAnswer, { path: '/wechat_api/customer/getCustomerInfoByCall', query: { phone: phone.trim() } }, signal);
}
