// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import type { Carried, ToCarry } from '../../lib/model/book/carry-over';
import { ALL_ALLOWED } from '../../lib/model/rules';
import { panelActions } from '../gallery/actions';
import { viewActions } from '../gallery/customers-states';
import { book, main } from '../gallery/views';
import { showCustomers } from './show';

const press = (button: HTMLElement) => act(async () => void fireEvent.click(button));

/** The first who are sent are each alike to somebody; from then on whatever is decided is done. */
async function choose(asked: ToCarry[][]): Promise<void> {
  location.hash = '#all';
  const all = await viewActions.all();
  const carryOver = async (_from: string, _to: string, customers: ToCarry[]): Promise<Carried[]> => {
    asked.push(customers);
    return customers.map(({ id, into, despite }) => {
      if (into === null && despite.length === 0) {
        const ref = { connection: 'main', id: `there-${id}` };
        return { id, kind: 'alike', name: id, alike: [{ ref, name: '张总', company: null, phone: '13800001111', by: 'phone' }] };
      }
      return { id, kind: 'carried', as: { connection: 'main', id: into ?? id }, left: into === null ? 0 : 2 };
    });
  };
  const target = { ...main, can: { ...main.can, addCustomer: true } };
  showCustomers({ connections: [book, target], viewActions: { ...viewActions, all: async () => ({ ...all, carryOver }) } });
  const boxes = await screen.findAllByRole('checkbox', { name: /^Choose (?!all)/ });
  for (const box of boxes.slice(0, 3)) await press(box);
}

test('who may be there already is asked about, one by one, and what was decided is sent', async () => {
  const asked: ToCarry[][] = [];
  await choose(asked);
  await press(screen.getByRole('button', { name: 'Send to CRM' }));
  await press(await screen.findByRole('button', { name: 'Send 3 customers' }));
  const groups = await screen.findAllByRole('group', { name: /may be there already/ });
  expect(groups).toHaveLength(3);
  const [one, more, none] = asked[0]!.map(({ id }) => id);
  await press(screen.getAllByRole('radio', { name: /张总/ })[0]!);
  await press(screen.getAllByRole('radio', { name: 'None of these: add as a new customer' })[1]!);
  await press(screen.getByRole('button', { name: 'Continue' }));
  expect(asked[1]).toEqual([
    { id: one, into: `there-${one}`, despite: [] },
    { id: more, into: null, despite: [`there-${more}`] },
  ]);
  expect(asked.flat().filter(({ id }) => id === none)).toHaveLength(1);
  expect(await screen.findByText('2 customers sent')).toBeDefined();
  expect(screen.getByText(/1 of them has something that the CRM does not take/)).toBeDefined();
});

test.each([
  ['no other is connected', [], true, /^No CRM is connected/],
  [
    'none of them takes new customers',
    [{ ...main, can: { ...main.can, addCustomer: false } }],
    true,
    /^No published call of .+ adds a customer/,
  ],
  ['the policy forbids it', [{ ...main, can: { ...main.can, addCustomer: true } }], false, /^Your administrator does not allow/],
])('where %s the button says so', async (_, others, mayExport, why) => {
  location.hash = '#all';
  const openOptions = vi.fn();
  const rules = { ...ALL_ALLOWED, export: mayExport };
  showCustomers({
    connections: [book, ...others],
    managed: { connections: [], preferences: [], rules },
    actions: { ...panelActions, openOptions },
  });
  await press((await screen.findAllByRole('checkbox', { name: /^Choose (?!all)/ }))[0]!);
  await press(screen.getByRole('button', { name: 'Send to CRM' }));
  expect(screen.getByText(why)).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Send \d/ })).toBeNull();
  const connect = screen.queryByRole('button', { name: 'Connect a CRM' });
  expect(connect !== null).toBe(mayExport && others.length === 0);
  if (connect) await press(connect);
  expect(openOptions).toHaveBeenCalledTimes(connect ? 1 : 0);
  await press(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByText(why)).toBeNull();
});
