import type { JsonObject } from '../json.ts';
import { choiceLabel, colleagueById, ME } from './library.ts';
import type { LixiaoContact, LixiaoCustomer } from './tables.ts';

/** One entry per number of the customer and its contacts. `phone` holds the digits even where they are not to be shown. */
export function phonesData(customer: LixiaoCustomer, contacts: LixiaoContact[]): JsonObject[] {
  const own = numbersOf(customer.address).map(({ key, number }, index) => {
    const user = index === 0 ? customer.phoneUser : null;
    return entry(customer, { key, number, entity: 'Customer', id: customer.id, name: customer.name, job: null, user });
  });
  const theirs = contacts.flatMap(({ id, name, job, address }) =>
    numbersOf(address).map(({ key, number }) => entry(customer, { key, number, entity: 'Contact', id, name, job, user: null })),
  );
  return [...own, ...theirs];
}

/** `tel_hidden_result` or `phone_hidden_result`: the number as it may be shown, '' when there is none. */
export function withHidden(key: 'tel' | 'phone', number: string | null, customer: LixiaoCustomer): JsonObject {
  return { [`${key}_hidden_result`]: shownNumber(number ?? '', customer) };
}

interface PhoneEntry {
  key: 'tel' | 'phone';
  number: string;
  entity: 'Customer' | 'Contact';
  id: number;
  name: string;
  job: string | null;
  user: string | null;
}

function entry(customer: LixiaoCustomer, { key, number, entity, id, name, job, user }: PhoneEntry): JsonObject {
  const self = customer.userId === ME.id;
  return {
    label: key === 'tel' ? '电话' : '手机',
    call_field_name: `address.${key}`,
    custom_field_name: `address.${key}`,
    phone: number,
    phone_hidden_result: shownNumber(number, customer),
    is_invisible: customer.phonePrivacy === 'invisible',
    is_enable: true,
    entity_class: entity,
    entity_id: id,
    recordable_type: entity,
    recordable_id: id,
    entity_name: name,
    company_name: customer.companyName,
    job,
    status: choiceLabel('status', customer.choices.status),
    user: user ?? colleagueById(customer.userId)?.name ?? '',
    revisit_remind_at: null,
    name,
    is_user_self: typeof customer.row['is_user_self'] === 'boolean' ? customer.row['is_user_self'] : self,
    is_creator_self: typeof customer.row['is_creator_self'] === 'boolean' ? customer.row['is_creator_self'] : self,
  };
}

function numbersOf(address: { tel: string | null; phone: string | null }): { key: 'tel' | 'phone'; number: string }[] {
  return (['tel', 'phone'] as const).flatMap((key) => (address[key] ? [{ key, number: address[key] }] : []));
}

function shownNumber(number: string, { phonePrivacy }: LixiaoCustomer): string {
  if (phonePrivacy === 'open') return number;
  if (phonePrivacy === 'invisible') return number.replace(/\d/g, '*');
  return number.length < 8 ? number.replace(/\d(?=\d{2})/g, '*') : number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4);
}
