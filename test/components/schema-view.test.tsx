// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { firstSchema } from '../../lib/model/book/first-schema';
import type { BookSchema, SchemaUse } from '../../lib/model/book/schema';
import { changedSchema, type SchemaChange } from '../../lib/model/book/schema-change';
import { viewActions } from '../gallery/customers-states';
import { showCustomers } from './show';

let schema: BookSchema;
let counts: (of: SchemaUse) => number;
const made: SchemaChange[] = [];

beforeEach(async () => {
  schema = firstSchema('en');
  counts = () => 0;
  made.length = 0;
  location.hash = '#schema';
  showCustomers({
    viewActions: {
      ...viewActions,
      schema: async () => ({
        schema: async () => schema,
        change: async (_, change) => {
          made.push(change);
          return (schema = changedSchema(schema, change));
        },
        uses: async (_, of) => counts(of),
      }),
    },
  });
  await screen.findByRole('heading', { name: 'Fields' });
});

const press = (button: HTMLElement) => act(async () => void fireEvent.click(button));
const change = (box: HTMLElement, value: string) => act(async () => void fireEvent.change(box, { target: { value } }));
const type = (box: HTMLElement, value: string) => act(async () => void fireEvent.input(box, { target: { value } }));
const list = (name: string) => within(screen.getByRole('list', { name }));
const labels = () => schema.fields.map(({ label }) => label);

async function add(label: string, name: string): Promise<void> {
  await type(await screen.findByRole('textbox', { name: label }), name);
  await press(screen.getByRole('button', { name: label }));
}

test('a field is added with its type, and a choice shows its options at once', async () => {
  await change(screen.getByRole('combobox', { name: 'Type of field' }), 'choice');
  await add('Add field', 'Size');
  expect(labels().at(-1)).toBe('Size');
  await add('Add option', 'Small');
  expect(schema.fields.at(-1)).toMatchObject({ label: 'Size', type: 'choice', options: [{ name: 'Small' }] });
});

test('a field is renamed in its place, and goes up and down; the stage stays first', async () => {
  const box = screen.getByRole('textbox', { name: 'Name of WeChat ID' });
  await type(box, 'WeChat');
  await act(async () => void fireEvent.blur(box));
  await press(list('Fields').getByRole('button', { name: 'Move WeChat down' }));
  expect(labels().slice(0, 3)).toEqual(['Stage', 'Birthday', 'WeChat']);
});

test('what nobody has is removed at once; what somebody has after a question that says of how many it goes', async () => {
  await press(screen.getByRole('button', { name: 'Remove Birthday' }));
  expect(labels()).not.toContain('Birthday');
  counts = (of) => (of.kind === 'field' && of.field === 'wechat' ? 3 : 0);
  await press(screen.getByRole('button', { name: 'Remove WeChat ID' }));
  const question = await screen.findByRole('alertdialog', { name: 'Remove WeChat ID?' });
  expect(question.textContent).toContain('3 customers lose it for good.');
  await press(within(question).getByRole('button', { name: 'Cancel' }));
  expect(labels()).toContain('WeChat ID');
  await press(screen.getByRole('button', { name: 'Remove WeChat ID' }));
  await press(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
  expect(labels()).not.toContain('WeChat ID');
  await expect.poll(() => screen.queryByRole('alertdialog')).toBeNull();
});

test('an example shows what it would add before it does, and takes the place of stages that nobody has', async () => {
  await press(screen.getByRole('button', { name: 'Insurance' }));
  expect(screen.getByText(/Proposal sent/)).toBeDefined();
  expect(made).toEqual([]);
  await press(screen.getByRole('button', { name: 'Add these' }));
  expect(labels()).toContain('Policies held');
  expect(await screen.findByDisplayValue('Needs analysed')).toBe(list('Stages').getAllByRole('textbox')[1]);
  expect(schema.groups.map(({ name }) => name)).toEqual(['Concerns', 'Rank']);
  expect(labels().filter((label) => label === 'Stage')).toHaveLength(1);
});

test('stages that customers have stay when an example is added', async () => {
  counts = () => 5;
  await press(screen.getByRole('button', { name: 'Education' }));
  await press(screen.getByRole('button', { name: 'Add these' }));
  const names = schema.fields[0]!.options.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(['New', 'In progress', 'Won', 'Lost']);
  expect(names).toContain('Enrolled');
  expect(names.filter((name) => name === 'Lost')).toHaveLength(1);
});

test('a tag group has a colour, and its tags have it; a tag is renamed, moved and deleted', async () => {
  await add('Add group', 'Rank');
  await press(screen.getByRole('button', { name: 'Colour of Rank' }));
  await press(screen.getByRole('radio', { name: 'Purple' }));
  const group = screen.getByRole('list', { name: 'Tag groups' });
  await type(within(group).getByRole('textbox', { name: 'Add tag' }), 'VIP');
  await press(within(group).getByRole('button', { name: 'Add tag' }));
  expect([schema.groups, schema.tags]).toEqual([
    [{ name: 'Rank', color: '#8250df' }],
    [{ id: 'VIP', name: 'VIP', group: 'Rank', color: null }],
  ]);
  await press(screen.getByRole('button', { name: 'VIP' }));
  await change(screen.getByRole('combobox', { name: 'Group of VIP' }), '');
  expect(schema.tags[0]!.group).toBeNull();
  await press(screen.getByRole('button', { name: 'VIP' }));
  await press(screen.getByRole('button', { name: 'Delete tag' }));
  expect(schema.tags).toEqual([]);
});
