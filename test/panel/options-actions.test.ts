import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createOptionsActions } from '../../lib/panel/options-actions';
import { createPanelStore } from '../../lib/panel/store';
import { OWN_PAGE, send, withWorker } from '../service/worker';

withWorker();
const { sendMessage } = fakeBrowser.runtime;
beforeEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage: (message: unknown) => send(message, OWN_PAGE) }));
afterEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage }));

const read = (text: string) => createOptionsActions(createPanelStore(), []).readSettings(text);

test('a settings file that is longer than is taken says so, and by how much', async () => {
  const document = JSON.stringify({ format: 'kebian-settings', version: 1, connections: [], note: '' });
  expect(await read(document + ' '.repeat(5_000_000 - document.length))).toMatchObject({ kind: 'broken' });
  expect(await read(' '.repeat(5_000_001))).toEqual({ kind: 'too-long', what: 'text', length: 5_000_001, most: 5_000_000 });
});

test('a settings file that the worker cannot read says why', async () => {
  Object.assign(fakeBrowser.runtime, { sendMessage: () => Promise.resolve({ problem: { kind: 'storage-broken' } }) });
  expect(await read('{}')).toEqual({ kind: 'storage-broken' });
});
