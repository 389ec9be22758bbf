// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import type { Problem } from '../../lib/model/problem';
import { customer } from '../gallery/people';
import { card, edit, found, person } from '../gallery/views';
import { showPanel } from './show';

const zhang = customer({ remark: '老客' });

test.each<[string, Problem, string]>([
  ['kept what it had', { kind: 'kept', value: '老客' }, 'The CRM did not take this change and kept the old value: “老客”'],
  ['kept what it had, signs and all', { kind: 'kept', value: '{value} <b>$&</b>' }, 'and kept the old value: “{value} <b>$&</b>”'],
  ['kept nothing', { kind: 'kept', value: '' }, 'The CRM did not take this change; it is still empty there.'],
  [
    'cannot be reached, whatever the cause',
    { kind: 'unreachable', origin: 'https://crm.example' },
    'https://crm.example cannot be reached. Open it in a tab: the browser says why.',
  ],
  ['kept blanks', { kind: 'kept', value: ' \n ' }, 'The CRM did not take this change; it is still empty there.'],
  ['refuses in its own words', { kind: 'refused', message: '备注太长' }, 'The CRM refused: 备注太长'],
  ...['', ' ', '...', '——', '。'].map((message): [string, Problem, string] => [
    `refuses with ${JSON.stringify(message)}`,
    { kind: 'refused', message },
    'The CRM refused and gave no reason.',
  ]),
])('a remark whose CRM %s says so below it, and can be sent again or given up', (_name, problem, sentence) => {
  const rejected = edit({ kind: 'remark', text: '新' }, { state: { kind: 'rejected', problem } });
  const { actions } = showPanel(person([card(found({ customer: zhang }), { edits: [rejected] })]));
  const said = screen.getByText((text) => text.includes(sentence));
  expect(said.textContent).not.toMatch(/[:：]\s*$/);
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(rejected.id);
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect(actions.discard).toHaveBeenCalledExactlyOnceWith(rejected.id);
});

test.each([
  ['add-tag', 'This CRM cannot do that: Tag.'],
  ['phones', 'This CRM cannot do that: Phone number.'],
  ['company', 'This CRM cannot do that: Company.'],
  ['comma', 'A tag of this CRM cannot hold a comma: use “、” or another name.'],
  ['follow-up', 'This CRM cannot do that: Follow-ups.'],
  ['stage', 'This CRM cannot do that: Stage.'],
  ['whose', 'This CRM cannot do that: Owner.'],
  ['dated', 'This CRM cannot do that: Filters.'],
  ['fields custom_asset_17', 'This CRM cannot do that: Fields.'],
  ['custom_asset_17', 'This CRM cannot do that.'],
])('what a CRM cannot do is said in words, never by an id: %s', async (ability, sentence) => {
  const change = { kind: 'add-tag', tag: { id: '', name: '急,重要', group: null, color: null } } as const;
  const rejected = edit(change, { state: { kind: 'rejected', problem: { kind: 'not-supported', ability } } });
  showPanel(person([card(found({ customer: zhang }), { edits: [rejected] })]));
  const said = await screen.findByText((text) => text.includes(sentence));
  expect(said.textContent).toContain('Add tag 急,重要');
  expect(said.textContent).not.toContain(`: ${ability}`);
});
