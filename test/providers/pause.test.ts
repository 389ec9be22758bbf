import { expect, test } from 'vitest';
import { wait } from '../../lib/providers/lixiao/rate-limiter';
import { pause } from '../../lib/providers/pause';
import { createWait } from '../../lib/service/connections/waiting';

const HOUR = 3_600_000;

test.each([
  ['a call of a CRM', (signal: AbortSignal) => wait({}, HOUR, signal)],
  ['a connection of the worker', (signal: AbortSignal) => createWait('c1', Date.now)(HOUR, signal, true)],
  ['the relay', (signal: AbortSignal) => pause(HOUR, signal)],
])(
  'a wait that is given up ends at once, also one that was before it began: %s',
  async (_, waiting) => {
    const given = new Error('given up');
    const later = new AbortController();
    const begun = waiting(later.signal);
    later.abort(given);
    await expect(begun).rejects.toBe(given);
    await expect(waiting(AbortSignal.abort(given))).rejects.toBe(given);
  },
  5_000,
);
