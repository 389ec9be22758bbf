import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { hasPhones, phoneChanges, phonesOf, toPhones } from '../../lib/providers/lixiao/phones';
import { row } from '../../lib/providers/lixiao/schema';
import { read } from '../../lib/providers/answer';
import { answering, type Reply } from '../contract/answering';
import { skipping } from '../contract/clock';
import { connect, going, paths } from '../contract/connect';

const LIST = '/api/v2/customers';
const FIELDS = '/api/v2/custom_fields/customer/by_group';
const REAL = '13812345678';
const settings = { userToken: 'abc' };

/** The customer of a detail, as the connection reads it. */
async function detail(more: object, fields: object[] = [], contacts?: object[]): Promise<Customer> {
  const { origin } = await paths({
    [`${LIST}/5`]: { code: 0, data: { id: 5, name: '王丽', ...more } },
    [`${LIST}/5/contacts`]: { code: 0, data: { contacts, total_count: 1, per_page: 15, page: 1 } },
    [FIELDS]: { code: 0, data: { custom_field_groups: [{ status: 'enable', custom_fields: fields }] } },
  });
  return connect('lixiao', { ...settings, baseUrl: origin }, skipping()).get({ id: '5' } as Customer, going());
}

function entry(more: object): object {
  return { label: '手机', call_field_name: 'address.phone', entity_class: 'Customer', is_invisible: false, ...more };
}

describe('phone numbers', () => {
  test.each<[string, object, string]>([
    ['a masked one', { phones_data: [entry({ phone: REAL, phone_hidden_result: '138****5678' })] }, '138****5678'],
    [
      'an invisible one, whatever its masked text',
      { phones_data: [entry({ phone: REAL, phone_hidden_result: REAL, is_invisible: true })] },
      '***********',
    ],
    ['one of a customer who is to be hidden', { need_hidden_dispose: true, phones_data: [entry({ phone: REAL })] }, '***********'],
    [
      'one whose masked text still is the number',
      { need_hidden_dispose: true, phones_data: [entry({ phone: REAL, phone_hidden_result: '+86 138-1234-5678' })] },
      '***********',
    ],
    ['one without a masked text', { phones_data: [entry({ phone: REAL, phone_hidden_result: '' })] }, '***********'],
    ['one of the address alone', { address: { phone: REAL, phone_hidden_result: '138****5678' } }, '138****5678'],
    [
      'one that only its entry hides',
      {
        phones_data: [entry({ phone: REAL, phone_hidden_result: REAL, is_invisible: true })],
        address: { phone: REAL, phone_hidden_result: REAL },
      },
      '***********',
    ],
    [
      'one of a contact',
      { contacts: [{ id: 1, name: '李总', address: { phone: REAL, phone_hidden_result: '138****5678' } }] },
      '138****5678',
    ],
  ])('%s is hidden and nowhere in the customer', async (_name, row, number) => {
    const customer = await detail({ contacts: [], ...row });
    expect(customer.phones).toMatchObject([{ number, hidden: true }]);
    expect(JSON.stringify(customer).replace(/\D/g, '')).not.toContain(REAL);
  });

  test('a withheld number in a field of the team’s own is stars', async () => {
    const fields = [{ name: 'mobile_asset_1', label: '备用手机', field_type: 'mobile_field' }];
    const customer = await detail({ need_hidden_dispose: true, contacts: [], mobile_asset_1: REAL }, fields);
    expect(customer.fields).toMatchObject([{ id: 'mobile_asset_1', value: '***********', editable: false }]);
  });

  test('numbers of contacts carry the contact’s name, and each number stands once', async () => {
    const customer = await detail({
      phones_data: [
        entry({ phone: REAL, phone_hidden_result: REAL }),
        entry({ phone: '075512345678', phone_hidden_result: '075512345678', entity_class: 'Contact', entity_name: '李总' }),
      ],
      address: { tel: REAL, tel_hidden_result: REAL, phone: REAL, phone_hidden_result: REAL },
    });
    expect(customer.phones).toEqual([
      { label: '手机', number: REAL, hidden: false },
      { label: '李总 手机', number: '075512345678', hidden: false },
    ]);
  });

  test('the contacts are asked for where the detail leaves them and the numbers out', async () => {
    const contacts = [{ id: 1, name: '李总', address: { tel: null, phone: REAL, phone_hidden_result: REAL } }];
    expect((await detail({}, [], contacts)).phones).toEqual([{ label: '李总', number: REAL, hidden: false }]);
  });

  test('no withheld number comes out, however it is written and whatever stands in the place of its masked text', () => {
    const number = fc.constantFrom(REAL, '138 1234 5678', '+86-138-1234-5678', '8613812345678');
    const withheld = fc.record(
      { phone: number, phone_hidden_result: fc.option(number), is_invisible: fc.boolean() },
      { requiredKeys: ['phone', 'is_invisible'] },
    );
    fc.assert(
      fc.property(withheld, fc.boolean(), fc.boolean(), (one, listed, hide) => {
        const { is_invisible, ...address } = one;
        const data = { id: 5, need_hidden_dispose: hide, address, ...(listed && { phones_data: [entry(one)] }) };
        const phones = toPhones(phonesOf(read(row, data)));
        const open = !hide && !(listed && is_invisible) && one.phone_hidden_result !== null;
        expect(phones.map(({ hidden }) => hidden)).toEqual([!open]);
        expect(/\d{8}/.test(phones[0]!.number.replace(/\D/g, ''))).toBe(open);
      }),
      { numRuns: 1_000, seed: 20_260_301 },
    );
  });
});

describe('writing numbers', () => {
  const at = (column: 'tel' | 'phone', number: string, hidden = false) => ({ column, number, hidden, label: null });
  const both = [at('tel', '075512345678'), at('phone', REAL)];

  test.each<[string, Parameters<typeof phoneChanges>, object]>([
    ['nothing, for the same numbers in another order', [both, [REAL, '075512345678']], {}],
    [
      'other blanks and signs, each in its own column',
      [both, ['+86 138 1234 5678', '0755-12345678']],
      { phone: '+86 138 1234 5678', tel: '0755-12345678' },
    ],
    ['no blanks where there were some', [[at('phone', '138 0000 0123')], ['13800000123']], { phone: '13800000123' }],
    [
      'another extension',
      [
        [at('tel', '057188880000#4048'), at('phone', REAL)],
        ['057188880000#412', REAL],
      ],
      { tel: '057188880000#412' },
    ],
    ['an extension behind an x', [[at('tel', '057188880000')], ['0571-88880000 x412']], { tel: '0571-88880000 x412' }],
    ['no extension', [[at('tel', '0571-88880000转412')], ['0571-88880000']], { tel: '0571-88880000' }],
    [
      'an extension where there was none, also in the column of mobile numbers',
      [[at('phone', '0571-88880000')], ['0571-88880000转1']],
      { phone: '0571-88880000转1' },
    ],
    [
      'a second number that differs in its extension alone, beside the first',
      [[at('tel', '057188880000#412')], ['057188880000#412', '057188880000#4048']],
      { phone: '057188880000#4048' },
    ],
    ['a mobile number with an extension into its own column', [[], ['18000000123转6120']], { phone: '18000000123转6120' }],
    ['a mobile number into its own column', [[], ['13900000000']], { phone: '13900000000' }],
    ['a fixed line into its own column', [[], ['02012345678']], { tel: '02012345678' }],
    ['a second mobile number beside the first', [[at('phone', REAL)], [REAL, '13900000000']], { tel: '13900000000' }],
    ['a new number over the one it replaces', [both, ['075512345678', '13900000000']], { phone: '13900000000' }],
    ['nothing over one that is gone', [both, [REAL]], { tel: '' }],
    ['a new number beside a withheld one', [[at('tel', '138****5678', true)], ['138****5678', '13900000000']], { phone: '13900000000' }],
  ])('%s', (_name, [placed, wanted], changes) => {
    expect(phoneChanges(placed, wanted)).toEqual(changes);
  });

  test.each<[string, Parameters<typeof phoneChanges>]>([
    ['a third number', [both, ['075512345678', REAL, '13900000000']]],
    ['a mask', [[], ['139****0000']]],
    ['anything in the place of a withheld number', [[at('phone', '138****5678', true)], ['13900000000']]],
    ['another writing of a number of a contact', [[{ ...both[1]!, column: null }], ['138 1234 5678']]],
  ])('%s is not supported', (_name, [placed, wanted]) => {
    expect(() => phoneChanges(placed, wanted)).toThrow('not-supported');
  });

  const lines = fc.constantFrom('057188880000', '0571-88880000', '13800000123', '138 0000 0123', '+86 138-0000-0123', '66660000');
  const written = fc.tuple(lines, fc.constantFrom('', '#412', '#4048', '转412', ' x412', ' 分机 7')).map((parts) => parts.join(''));
  const two = fc.uniqueArray(written, { maxLength: 2 });

  test('whatever the numbers are, they are afterwards as they were typed, and what is so is not written again', () => {
    fc.assert(
      fc.property(two, two, (start, wanted) => {
        const before = start.map((number, place) => at(place === 0 ? 'tel' : 'phone', number));
        const kept = new Map(before.map(({ column, number }) => [column, number]));
        const changes = phoneChanges(before, wanted);
        expect(hasPhones(before, before, wanted)).toBe(Object.keys(changes).length === 0);
        for (const [column, number] of Object.entries(changes)) kept.set(column as 'tel', number);
        const after = [...kept].filter(([, number]) => number !== '').map(([column, number]) => at(column, number));
        expect(new Set(after.map(({ number }) => number))).toEqual(new Set(wanted));
        expect([phoneChanges(after, wanted), hasPhones(after, before, wanted)]).toEqual([{}, true]);
      }),
      { numRuns: 2_000, seed: 4 },
    );
  });

  test('a CRM may keep what it is given in its own writing, with its own extension; what it had before has not taken', () => {
    const before = [at('phone', '13800000123')];
    expect(hasPhones([at('phone', '13900000123')], before, ['139 0000 0123'])).toBe(true);
    expect(hasPhones(before, before, ['138 0000 0123'])).toBe(false);
    expect(hasPhones([at('tel', '057188880000')], [], ['0571-88880000转412'])).toBe(false);
  });

  test.each([
    ['another extension', ['057188880000#4048', '13900000456'], ['057188880000#412', '13900000456'], { tel: '057188880000#412' }],
    ['other blanks', ['', '138 0000 0123'], ['13800000123'], { phone: '13800000123' }],
    ['no extension', ['057188880000#4048', ''], ['057188880000'], { tel: '057188880000' }],
    ['one more extension', ['057188880000#412', ''], ['057188880000#412', '057188880000#4048'], { phone: '057188880000#4048' }],
  ])('a number with %s is written, read back and shown', async (_name, [tel, phone], phones, sent) => {
    let now = { id: 5, name: '王丽', contacts: [], address: { tel, phone } };
    const writes: unknown[] = [];
    const { origin } = await answering((request): Reply => {
      if (request.url.startsWith(FIELDS)) return { body: { code: 0, data: { custom_field_groups: [] } } };
      if (request.method !== 'PUT') return { body: { code: 0, data: now } };
      const { customer } = JSON.parse(request.body) as { customer: { address_attributes: object } };
      writes.push(customer);
      now = { ...now, address: { ...now.address, ...customer.address_attributes } };
      return { body: { code: 0, data: now } };
    });
    const crm = connect('lixiao', { ...settings, baseUrl: origin }, skipping());
    const after = await crm.apply({ kind: 'details', details: { phones } }, await crm.get({ id: '5' } as Customer, going()), going());
    expect(writes).toEqual([{ address_attributes: sent }]);
    expect(after.phones.map(({ number }) => number)).toEqual(phones);
  });
});
