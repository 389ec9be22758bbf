// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import type { CustomerDetails } from '../../lib/model/edit';
import { customer, fields, stageField } from '../gallery/people';
import { able, book, card, found, person } from '../gallery/views';
import { showPanel } from './show';

const ref = { connection: 'main', id: 'c-1' };
const phone = (number: string) => ({ label: null, number, hidden: false });
const before = customer({ name: '张伟', company: '深圳华盛科技有限公司', phones: [phone('13800001111')], remark: 'first', fields });
const viewOf = (change: Partial<Customer>) => person([card(found({ customer: { ...before, ...change } }), { connection: book })]);
const line = (name: string) =>
  within(screen.getByRole('form', { name: 'Edit details' })).getByRole<HTMLInputElement>('textbox', { name: new RegExp(`^${name}`) });
const type = (box: Element, value: string) => act(async () => void fireEvent.input(box, { target: { value } }));
const send = () => act(async () => void fireEvent.submit(screen.getByRole('form', { name: 'Edit details' })));

function open() {
  const shown = showPanel(viewOf({}), { connections: [book] });
  fireEvent.click(screen.getByRole('button', { name: 'Edit details' }));
  return shown;
}

test('what a colleague changes in lines that were not touched is not sent back', async () => {
  const { actions, update } = open();
  await type(line('Name'), '张伟明');
  update({ view: viewOf({ company: '深圳新华盛集团', phones: [phone('13800001111'), phone('13900001111')] }) });
  await send();
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(
    ref,
    { kind: 'details', details: { name: '张伟明' } },
    { kind: 'details', details: { name: '张伟' } },
  );
});

test('a line that both have changed goes with what the person saw, so that the worker sees the conflict', async () => {
  const { actions, update } = open();
  await type(line('Company'), '华盛');
  update({ view: viewOf({ company: '深圳新华盛集团' }) });
  expect(line('Company').value).toBe('华盛');
  await send();
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(
    ref,
    { kind: 'details', details: { company: '华盛' } },
    { kind: 'details', details: { company: '深圳华盛科技有限公司' } },
  );
});

test('the open form says what has changed underneath, below the line', async () => {
  const { update } = open();
  await type(line('Name'), '张伟明');
  update({ view: viewOf({ name: '张炜', company: '深圳新华盛集团' }) });
  expect(line('Company').value).toBe('深圳新华盛集团');
  for (const [name, now] of [
    ['Name', '张炜'],
    ['Company', '深圳新华盛集团'],
  ] as const) {
    const described = document.getElementById(line(name).getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe(`Changed meanwhile. Now: ${now}`);
  }
  expect(line('Phone').getAttribute('aria-describedby')).toBeNull();
});

test.each([
  ['the remark', 'Remark', { remark: 'from a colleague' }, 'from a colleague'],
  ['a field', '微信号', { fields: fields.map((one) => (one.id === 'wechat' ? { ...one, value: 'dawei-new' } : one)) }, 'dawei-new'],
] as const)('%s that is being typed says so too', async (_, label, change, now) => {
  const { update } = showPanel(viewOf({}), { connections: [able] });
  const view = (change: Partial<Customer>) => person([card(found({ customer: { ...before, ...change } }), { connection: able })]);
  update({ view: view({}), connections: [able] });
  const all = screen.queryByRole('button', { name: /^Show all/ });
  if (all) fireEvent.click(all);
  const box = await screen.findByRole('textbox', { name: label });
  await type(box, 'half');
  expect(screen.queryByText(/^Changed meanwhile/)).toBeNull();
  update({ view: view(change), connections: [able] });
  expect(screen.getByText(`Changed meanwhile. Now: ${now}`)).toBeDefined();
});

test('a choice made in a list that was open while a colleague chose goes with what the list showed', () => {
  const withStage = (value: string) => {
    const moved = { ...stageField, value };
    return person([card(found({ customer: { ...before, fields: [moved] } }), { connection: able })]);
  };
  const { actions, update } = showPanel(withStage('3'), { connections: [able] });
  const list = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Stage' });
  list.focus();
  update({ view: withStage('5') });
  fireEvent.change(list, { target: { value: '4' } });
  const field = (value: string) => ({ kind: 'field', field: stageField.id, value });
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, field('4'), field('3'));
});

test('a follow-up does not move a stage that a colleague has moved meanwhile: the stage goes by itself, with what the person saw', async () => {
  const withStage = (value: string) =>
    person([card(found({ customer: { ...before, fields: [{ ...stageField, value }] } }), { connection: able })]);
  const { actions, update } = showPanel(withStage('3'), { connections: [able] });
  fireEvent.click(screen.getByRole('button', { name: 'Add follow-up' }));
  const form = within(await screen.findByRole('form', { name: 'Add follow-up' }));
  await type(form.getByLabelText('What happened'), '寄了样品');
  fireEvent.change(form.getByLabelText(/^Stage/), { target: { value: '4' } });
  update({ view: withStage('5') });
  await act(async () => void fireEvent.click(form.getByRole('button', { name: 'Save' })));
  await waitFor(() => expect(actions.submit).toHaveBeenCalledTimes(2));
  const [[, followUp], [, move, seen]] = vi.mocked(actions.submit).mock.calls as never as [unknown[], unknown[]];
  expect(followUp).toMatchObject({ followUp: { text: '寄了样品', stage: null } });
  expect([move, seen]).toMatchObject([{ value: '4' }, { value: '3' }]);
});

test('a follow-up that is sent again after a failure is one, unless it was changed', async () => {
  const { actions } = showPanel(person([card(found(), { connection: able })]), { connections: [able] });
  vi.mocked(actions.submit).mockResolvedValue({ kind: 'unexpected', where: 'panel' });
  fireEvent.click(screen.getByRole('button', { name: 'Add follow-up' }));
  const form = within(await screen.findByRole('form', { name: 'Add follow-up' }));
  for (const text of ['寄了', '寄了', '寄了样品']) {
    await type(form.getByLabelText('What happened'), text);
    await act(async () => void fireEvent.click(form.getByRole('button', { name: 'Save' })));
  }
  const ids = vi.mocked(actions.submit).mock.calls.map((call) => call[3]);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[0]);
});

const LINES = { name: 'Name', company: 'Company' } as const;
const step = fc.record({
  who: fc.constantFrom('person', 'colleague'),
  line: fc.constantFrom('name', 'company'),
  text: fc.constantFrom('甲', '乙', '丙', '丁'),
});

test('whatever is typed by the person and changed by a colleague, in whatever order: only the own words are sent, over what was seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const { actions, update, unmount } = open();
      let now = { name: before.name, company: before.company! };
      const seen: Partial<typeof now> = {};
      const typed: Partial<typeof now> = {};
      for (const { who, line: part, text } of steps) {
        if (who === 'person') {
          seen[part] ??= now[part];
          typed[part] = text;
          await type(line(LINES[part]), text);
        } else {
          now = { ...now, [part]: text };
          update({ view: viewOf(now) });
        }
      }
      await send();
      const own = (Object.keys(typed) as (keyof typeof now)[]).filter((part) => typed[part] !== seen[part]);
      const details = (of: Partial<typeof now>): CustomerDetails => Object.fromEntries(own.map((part) => [part, of[part]]));
      const sent = vi.mocked(actions.submit).mock.calls.map((call) => call.slice(1, 3));
      expect(sent).toEqual(own.length > 0 ? [[typed, seen].map((of) => ({ kind: 'details', details: details(of) }))] : []);
      unmount();
    }),
    { numRuns: 40 },
  );
});
