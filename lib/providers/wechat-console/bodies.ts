import { plainNumber } from '../../model/plain-number';
import type { Settings } from '../provider';

/** How the calls whose samples in the documentation are JSON are sent. */
export type Bodies = 'form' | 'json';

/** As the settings say; a form by default. */
export function bodiesOf({ bodies }: Settings): Bodies {
  return bodies?.trim() === 'json' ? 'json' : 'form';
}

export function bodyOf(values: Record<string, string>, bodies: Bodies): { type: string; body: string } {
  return bodies === 'json'
    ? { type: 'application/json;charset=UTF-8', body: JSON.stringify(Object.fromEntries(Object.entries(values).map(written))) }
    : { type: 'application/x-www-form-urlencoded;charset=UTF-8', body: new URLSearchParams(values).toString() };
}

/** What both the tables of the documentation and its samples show as numbers. Where they differ (phones, `uin`) a text keeps every digit. */
const NUMBERS = ['isOpen', 'adminUserId', 'customerId'];

function written([key, value]: [string, string]): [string, string | number] {
  return [key, NUMBERS.includes(key) ? plainNumber(value) : value];
}
