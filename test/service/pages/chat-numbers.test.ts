import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NUMBERS_PAINTED } from '../../../lib/model/page-sheet';
import { ask, contactOf, show, withWorker } from '../worker';

withWorker();
afterEach(() => vi.restoreAllMocks());

const lei = contactOf('李雷');
interface Asked {
  target: { tabId: number };
  func: (...args: string[]) => unknown;
  args: string[];
}

/** The chat page has underlined these texts, each further down than the one before; those that are gone are not in the document any more. */
function underlined(texts: string[], gone: string[] = []) {
  const range = (text: string, at: number) => ({
    at,
    startContainer: { isConnected: !gone.includes(text) },
    toString: () => text,
    compareBoundaryPoints: (_: number, other: { at: number }) => at - other.at,
  });
  vi.stubGlobal('CSS', { highlights: new Map([[NUMBERS_PAINTED, new Set(texts.map(range))]]) });
  const scripts = fakeBrowser.scripting as unknown as { executeScript(asked: Asked): Promise<unknown> };
  return vi.spyOn(scripts, 'executeScript').mockImplementation(async ({ func, args }) => [{ result: func(...args) }]);
}

test('the numbers that are underlined in an open chat are told to the form, the newest first and each once', async () => {
  await show(lei);
  const asking = underlined(['138 1234 5678', '0571-88889999', '13812345678', '13900002222'], ['13900002222']);
  expect(await ask('chatNumbers', { contact: lei })).toEqual(['13812345678', '057188889999']);
  expect(asking).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ target: { tabId: 7 } }));
});

test('none are told of a chat that is not open, or not any longer by the time of the answer', async () => {
  await show(lei);
  const asking = underlined(['13812345678']);
  expect(await ask('chatNumbers', { contact: contactOf('韩梅') })).toEqual([]);
  expect(asking).not.toHaveBeenCalled();
  asking.mockImplementation(async ({ func, args }) => {
    await show(contactOf('韩梅'));
    return [{ result: func(...args) }];
  });
  expect(await ask('chatNumbers', { contact: lei })).toEqual([]);
});

test('what a page says instead of numbers is no number', async () => {
  await show(lei);
  const scripts = fakeBrowser.scripting as unknown as { executeScript(asked: Asked): Promise<unknown> };
  const asking = vi.spyOn(scripts, 'executeScript');
  for (const result of [undefined, 'x', [1, null, '<b>', '1'.repeat(500)], {}]) {
    asking.mockResolvedValueOnce([{ result }]);
    expect(await ask('chatNumbers', { contact: lei })).toEqual([]);
  }
  asking.mockRejectedValueOnce(new Error('the page is gone'));
  expect(await ask('chatNumbers', { contact: lei })).toEqual([]);
});
