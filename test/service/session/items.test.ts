import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Wanted } from '../../../lib/model/wanted';
import { item } from '../../../lib/wire/items';
import { readState, rememberItems, writeState } from '../../../lib/service/session/items';

const { session } = fakeBrowser.storage;
const WANTED: Wanted = { kind: 'search', purpose: 'search', text: '张', at: 1 };

/** The browser that the tests run with does not tell its keys by itself. */
async function start(keys: () => Promise<string[]>): Promise<void> {
  Object.assign(session, { getKeys: keys });
  rememberItems();
  await new Promise((told) => setTimeout(told));
}

const keysThere = async () => Object.keys(await session.get(null));

beforeEach(() => fakeBrowser.reset());

test('what the session does not hold is not asked of the browser', async () => {
  await session.set({ 'wanted:1': WANTED });
  await start(keysThere);
  const asked = vi.spyOn(session, 'get');
  expect(await readState(['wanted:2'])).toEqual({});
  expect(asked).not.toHaveBeenCalled();
  expect(await readState(['wanted:1', 'wanted:2'])).toEqual({ 'wanted:1': WANTED });
  expect(asked).toHaveBeenCalledExactlyOnceWith(['wanted:1']);
});

test('what was written while the browser was asked for its keys is there', async () => {
  const told = Promise.withResolvers<string[]>();
  await start(() => told.promise);
  await writeState(item('wanted:1', WANTED));
  told.resolve([]);
  expect(await readState(['wanted:1'])).toEqual({ 'wanted:1': WANTED });
});

test('what one worker has written is read by the next, also where the browser does not tell its keys', async () => {
  await start(keysThere);
  await writeState(item('wanted:1', WANTED));
  await start(() => Promise.reject(new TypeError('getKeys is not a function')));
  expect(await readState(['wanted:1'])).toEqual({ 'wanted:1': WANTED });
  await writeState(item('wanted:1', undefined));
  await start(keysThere);
  expect(await readState(['wanted:1'])).toEqual({});
});
