import { vi } from 'vitest';

/** The default time limit of waiting, in ms: a busy machine is no fault of the product. */
const PATIENCE = 30_000;

const { waitFor, waitUntil } = vi;
const patient = (options: number | { timeout?: number; interval?: number } = {}) =>
  typeof options === 'number' ? { timeout: options } : { timeout: PATIENCE, ...options };

vi.waitFor = (look, options) => waitFor(look, patient(options));
vi.waitUntil = (look, options) => waitUntil(look, patient(options));
