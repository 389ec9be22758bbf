// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { render } from 'preact';
import { afterEach, expect, test } from 'vitest';
import { PaceContext } from '../../components/pace';
import { Panel } from '../../components/panel/panel';
import { TextsProvider } from '../../components/texts';
import { DEFAULT_PREFERENCES } from '../../lib/model/settings';
import type { PanelView } from '../../lib/model/view';
import { panelActions } from '../gallery/actions';
import { customer, NOW } from '../gallery/people';
import { able, card, contact, found, person } from '../gallery/views';

const first = person([card(found({ customer: customer({ id: 'c-1', remark: 'of the first' }) }), { connection: able })]);
const second = person(
  [
    card(found({ customer: customer({ id: 'c-2', name: 'Second Person', company: 'Second Company', remark: 'of the second' }) }), {
      connection: able,
    }),
  ],
  contact({ id: '@second', name: 'Second Person' }),
);

const root = document.body.appendChild(document.createElement('div'));
afterEach(() => render(null, root));

/** Draws as the side panel does, and leaves what comes after the frame for after the frame. */
function draw(view: PanelView): void {
  const props = { view, connections: [able], preferences: DEFAULT_PREFERENCES, outbox: [], actions: panelActions, now: () => NOW };
  render(
    <TextsProvider language="en">
      <PaceContext.Provider value>
        <Panel {...props} />
      </PaceContext.Provider>
    </TextsProvider>,
    root,
  );
}

const remark = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Remark' });
const unseen = () => document.querySelector('.unseen');

test('who the customer is stands there in the first frame, what can be done with them in the next', async () => {
  draw(first);
  expect(screen.getByText('Company').nextElementSibling?.textContent).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Remark' })).toBeNull();
  await waitFor(() => expect(remark().value).toBe('of the first'));
});

test('in the first frame of the next customer nothing of the one before is seen, and no key leads there', async () => {
  draw(first);
  await waitFor(remark);
  draw(second);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Second Person');
  expect(screen.getByText('Company').nextElementSibling?.textContent).toBe('Second Company');
  expect(unseen()?.contains(remark())).toBe(true);
  fireEvent.keyDown(document.body, { key: 'r' });
  expect(unseen()?.contains(document.activeElement)).toBe(false);
  await waitFor(() => expect(remark().value).toBe('of the second'));
  expect(unseen()).toBeNull();
});

test('what was opened for one contact is closed for the next, and when one comes back', async () => {
  draw(first);
  await waitFor(remark);
  fireEvent.click(await screen.findByRole('button', { name: 'Edit details' }));
  await screen.findByRole('textbox', { name: /Name/ });
  draw(second);
  expect(screen.queryByRole('textbox', { name: /Name/ })).toBeNull();
  await waitFor(() => expect(remark().value).toBe('of the second'));
  draw(first);
  await waitFor(() => expect(remark().value).toBe('of the first'));
  expect(screen.queryByRole('textbox', { name: /Name/ })).toBeNull();
});
