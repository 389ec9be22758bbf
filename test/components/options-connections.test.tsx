// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import type { OptionsActions } from '../../components/options/actions';
import type { FormerView } from '../../lib/model/former';
import { optionsStates } from '../gallery/options-states';
import { book, main } from '../gallery/views';
import { button, click, type } from './controls';
import { showOptions } from './show';

const inDialog = (name: string) => within(screen.getByRole('alertdialog')).getByRole('button', { name });
const press = (name: string) => act(async () => void fireEvent.click(inDialog(name)));
const asks = (text: string | RegExp) => waitFor(() => expect(screen.getByRole('alertdialog').textContent).toMatch(text));
const NONE = { edits: 0, links: 0, reminders: 0, followUps: 0, beside: 0, customers: 0 };

test('a connection for which nothing is kept is removed after a second word', async () => {
  const actions = showOptions([main, book]);
  await click('Remove 探马');
  await asks('Nothing changes in the CRM');
  expect(actions.remove).not.toHaveBeenCalled();
  await press('Remove');
  expect(actions.remove).toHaveBeenCalledExactlyOnceWith('main', NONE);
});

describe('where edits wait for a connection', () => {
  const counts = { edits: 30, links: 2, reminders: 1, followUps: 0, beside: 0, customers: 0 };
  const shown = (more: Partial<OptionsActions> = {}) => showOptions([main, book], { countKept: () => Promise.resolve(counts), ...more });

  test('the question counts what goes with it, and offers whatever keeps it first', async () => {
    const actions = shown();
    await click('Remove 探马');
    await asks('30 unsent edits, 2 links, 1 reminder');
    const dialog = screen.getByRole('alertdialog');
    expect(
      within(dialog)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['Cancel', 'Check the connection', 'Export links', 'Remove, keep these', 'Delete everything']);
    await press('Export links');
    expect(actions.exportLinks).toHaveBeenCalledExactlyOnceWith('main');
    await press('Remove, keep these');
    expect(actions.remove).toHaveBeenCalledExactlyOnceWith('main', null);
  });

  test('the question is asked again with new numbers where there is more by now', async () => {
    const later = { ...counts, edits: 31 };
    const found = [counts, later];
    const actions = shown({
      countKept: () => Promise.resolve(found.shift() ?? later),
      remove: () => Promise.resolve({ kind: 'counted-otherwise' }),
    });
    await click('Remove 探马');
    await asks('30 unsent edits');
    await press('Delete everything');
    expect(actions.remove).toHaveBeenLastCalledWith('main', counts);
    await asks('31 unsent edits');
    await press('Delete everything');
    expect(actions.remove).toHaveBeenLastCalledWith('main', later);
  });

  test('wiping counts all of it', async () => {
    shown();
    await click('Wipe now');
    await asks('30 unsent edits');
  });
});

describe('a connection that is there no longer', () => {
  const [moved, mine] = optionsStates['options-former']!.former! as [FormerView, FormerView];

  test('is shown with what waits for it, and goes on with the one that is the same CRM', async () => {
    const actions = showOptions([main, book], {}, { former: [moved] });
    expect(screen.getByText('“探马” has another address now. Is it still the same CRM?')).toBeDefined();
    expect(screen.getByText(/3 unsent edits, 58 links, 1 reminder/)).toBeDefined();
    await click('It is “探马”, go on');
    expect(actions.resume).toHaveBeenCalledExactlyOnceWith('before', 'main');
  });

  test('loses what waits only after a question that counts it', async () => {
    const actions = showOptions([main, book], {}, { former: [moved] });
    await click('Delete…');
    expect(actions.forget).not.toHaveBeenCalled();
    expect(screen.getByRole('alertdialog').textContent).toContain('Delete 3 unsent edits, 58 links, 1 reminder?');
    await press('Delete');
    expect(actions.forget).toHaveBeenCalledExactlyOnceWith('before', moved.counts);
  });

  test('is connected again by a form that is filled in as it was', async () => {
    showOptions([main, book], {}, { former: [moved] });
    await click('Connect again');
    expect((screen.getByLabelText('API') as HTMLInputElement).value).toBe(moved.values['baseUrl']);
  });

  test('that was a local book is used again as it is', async () => {
    const actions = showOptions([main], {}, { former: [mine] });
    await click('Go on using it');
    expect(actions.useBookAgain).toHaveBeenCalledExactlyOnceWith(mine);
  });
});

test('a connection that the administrator does not set any longer says that its edits wait', async () => {
  const actions = showOptions([{ ...main, dropped: true }]);
  expect(screen.getByText(/no longer sets this connection/)).toBeDefined();
  await click('Go on using it');
  expect(actions.keep).toHaveBeenCalledExactlyOnceWith('main');
});

test('the order can be changed, and the first connection leads', async () => {
  const actions = showOptions([main, book]);
  expect(button('Move 探马 up').hasAttribute('disabled')).toBe(true);
  await click('Move 本地客户簿 up');
  expect(actions.move).toHaveBeenCalledExactlyOnceWith('book', 0);
});

test('a connection is renamed in place', async () => {
  const actions = showOptions([main]);
  await click('Rename 探马');
  type('New name for 探马', '华南探马');
  await click('Save');
  expect(actions.rename).toHaveBeenCalledExactlyOnceWith('main', '华南探马');
});
