import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenQuiet, type Quiet } from '../../components/quiet';

let worked: number[];
let quiet: Quiet;

beforeEach(() => {
  vi.useFakeTimers();
  worked = [];
  quiet = whenQuiet(100, () => worked.push(performance.now()));
});

afterEach(() => {
  vi.useRealTimers();
});

/** Something happens every 40 ms. */
function happening(times: number): void {
  for (let turn = 0; turn < times; turn++) {
    quiet.later();
    vi.advanceTimersByTime(40);
  }
}

it('works once when there was a pause, whatever has happened before', () => {
  happening(5);
  expect(worked).toEqual([]);
  vi.advanceTimersByTime(60);
  expect(worked.length).toBe(1);
  vi.advanceTimersByTime(5_000);
  expect(worked.length).toBe(1);
});

it('works now and then where it never stops happening', () => {
  happening(100);
  expect(worked.length).toBeGreaterThan(6);
  expect(worked.length).toBeLessThan(11);
});

it('does not work any more once it was stopped, whatever happens', () => {
  quiet.later();
  quiet.stop();
  vi.advanceTimersByTime(1_000);
  expect(worked).toEqual([]);
  quiet.later();
  vi.advanceTimersByTime(1_000);
  expect(worked).toEqual([]);
});
