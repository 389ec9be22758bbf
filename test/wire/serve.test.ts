import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ProblemError } from '../../lib/model/problem';
import { serve, type Handlers } from '../../lib/wire/serve';
import { OWN_PAGE, send } from '../service/worker';

afterEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

test('what fails for a reason that nobody thought of is logged with its place, and without a word of what it says', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  serve({
    hello: () => JSON.parse('张伟\n    at 13800001111') as null,
  } as unknown as Handlers);

  expect(await send({ call: 'hello', ask: null }, OWN_PAGE)).toEqual({ problem: { kind: 'unexpected', where: 'hello' } });

  const said = logged.mock.calls.flat().join('\n');
  expect(said).toContain('hello failed');
  expect(said).toContain('serve.test.ts');
  expect(said).not.toMatch(/张伟|1380000/);
});

test('a Problem that says no more than that it was unexpected is logged as that', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  serve({
    networkBack: () => {
      throw new ProblemError({ kind: 'unexpected', where: 'tasks' });
    },
  } as unknown as Handlers);

  await send({ call: 'networkBack', ask: null }, OWN_PAGE);

  expect(logged).toHaveBeenCalledWith('Kebian: networkBack failed', expect.stringMatching(/^unexpected\n/));
});
