// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { problemText } from '../../locales/problem';
import { createTranslate } from '../../locales/translate';
import { customer, NOW, tag } from '../gallery/people';
import { able, card, connection, contact, edit, found, main, person } from '../gallery/views';
import { click } from './controls';
import { showPanel } from './show';

const named = connection({ can: { ...able.can, details: ['name', 'phones'] } });

test('the form for details offers what some call of the CRM writes, and nothing that is certain to be refused', async () => {
  showPanel(person([card(found(), { connection: named })]), { connections: [named] });
  await click('Edit details');
  const lines = within(screen.getByRole('form', { name: 'Edit details' })).getAllByRole('textbox');
  expect(lines.map((line) => (line as HTMLInputElement).labels![0]!.textContent)).toEqual(['Name', 'Phone optional']);
});

test('details that the CRM has not accepted are said on the card, with what can be done', async () => {
  const refused = edit({ kind: 'details', details: { name: '张炜' } }, { state: { kind: 'rejected', problem: { kind: 'forbidden' } } });
  const { actions } = showPanel(person([card(found(), { connection: named, edits: [refused] })]), { connections: [named] });
  const region = screen.getByRole('region', { name: named.name });
  expect(within(region).getByText('Not accepted: This account is not allowed to do that in the CRM.')).toBeDefined();
  fireEvent.click(within(region).getByRole('button', { name: 'Retry' }));
  fireEvent.click(within(region).getByRole('button', { name: 'Discard' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(refused.id);
  expect(actions.discard).toHaveBeenCalledExactlyOnceWith(refused.id);
});

test('who is looked up again is said to be at once, until there is an answer, and for the contact of that moment alone', async () => {
  const view = person([card(found())]);
  const { actions, update } = showPanel(view);
  let answered = () => {};
  vi.mocked(actions.lookUpAgain).mockReturnValue(new Promise((resolve) => (answered = resolve)));
  await click('Look up again');
  expect(screen.getByText(/^Renewing/)).toBeDefined();
  update({ view: person([card(found())], contact({ id: '@next' })) });
  expect(screen.queryByText(/^Renewing/)).toBeNull();
  update({ view });
  await act(async () => answered());
  expect(screen.getByText(/^Updated/)).toBeDefined();
});

test('what could not be renewed does not say that it is being renewed', () => {
  showPanel(person([card(found({ freshness: 'stale' }), { problem: { kind: 'forbidden' } })]));
  expect(screen.queryByText(/^Renewing/)).toBeNull();
  expect(screen.getByText(/^Not renewed/)).toBeDefined();
});

test('a tag that the CRM cannot list by is no button', () => {
  const tags = [
    { ...tag('VIP'), id: '2801001' },
    { ...tag('新朋友'), id: '新朋友' },
  ];
  showPanel(person([card(found({ customer: customer({ tags }) }), { connection: able })]), { connections: [able] });
  expect(screen.getByRole('button', { name: 'VIP' })).toBeDefined();
  expect(screen.queryByRole('button', { name: '新朋友' })).toBeNull();
});

test('an answer that is no answer at all names no path', () => {
  const said = problemText({ kind: 'not-understood', path: '', expected: 'JSON' }, createTranslate('en'), NOW);
  expect(said).toBe('The CRM answered in a way Kebian does not understand (expected JSON)');
});

test('a number that the CRM labels as its line does says so once', () => {
  const phones = [
    { label: 'Phone', number: '13800001111', hidden: false },
    { label: '办公', number: '0755-88880000', hidden: false },
  ];
  showPanel(person([card(found({ customer: customer({ phones }) }), { connection: main })]));
  expect(screen.getAllByText('Phone')).toHaveLength(1);
  expect(screen.getByText('办公')).toBeDefined();
});
