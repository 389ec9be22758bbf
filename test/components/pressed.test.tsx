// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import type { OptionsActions } from '../../components/options/actions';
import type { Problem } from '../../lib/model/problem';
import { book, main } from '../gallery/views';
import { click } from './controls';
import { showOptions } from './show';

describe('what is done by a single press', () => {
  const problem: Problem = { kind: 'storage-full' };
  const failing = () => Promise.resolve(problem);
  const said = () => screen.findByText(/disk/i);
  const open = { kind: 'open', lockAfter: 15 } as const;

  test.each<[string, Partial<OptionsActions>, () => unknown]>([
    ['locking', { lock: failing }, () => click('Lock now')],
    [
      'choosing when to lock',
      { setLockAfter: failing },
      () => fireEvent.change(screen.getByLabelText(/^Lock automatically/), { target: { value: '5' } }),
    ],
    ['moving a connection', { move: failing }, () => click('Move 探马 down')],
    [
      'choosing a preference',
      { setPreferences: failing },
      () => fireEvent.change(screen.getByLabelText('Theme'), { target: { value: 'dark' } }),
    ],
  ])('says what was in its way: %s', async (_, actions, press) => {
    showOptions([main, book], actions, { vault: open });
    await act(async () => void press());
    expect(await said()).toBeDefined();
  });

  test('says it no longer once it was done', async () => {
    const outcomes: (Problem | null)[] = [problem, null];
    showOptions([main, book], { lock: () => Promise.resolve(outcomes.shift()!) }, { vault: open });
    await click('Lock now');
    await said();
    await click('Lock now');
    await waitFor(() => expect(screen.queryByText(/disk/i)).toBeNull());
  });
});
