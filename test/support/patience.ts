import { vi } from 'vitest';

/** How long what is waited for may take, in ms, where the test does not say it: a busy machine is no fault of the product. */
const PATIENCE = 30_000;

const { waitFor, waitUntil } = vi;
const patient = (options: number | { timeout?: number; interval?: number } = {}) =>
  typeof options === 'number' ? { timeout: options } : { timeout: PATIENCE, ...options };

vi.waitFor = (look, options) => waitFor(look, patient(options));
vi.waitUntil = (look, options) => waitUntil(look, patient(options));
