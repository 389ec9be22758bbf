// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { offerPhones } from '../../components/phones/offer';
import { createPhones, type Phones } from '../../components/phones/phones';
import { createPhonesOnDemand } from '../../components/phones/phones-on-demand';

const counted = vi.fn<(count: number) => void>();
/** As the worker does it: the script runs in the page, which is then told. */
const putIn = vi.fn<() => Promise<boolean>>();
let phones: Phones;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('CSS', {});
  document.body.innerHTML = '';
  counted.mockReset();
  putIn.mockReset().mockImplementation(async () => {
    offerPhones(createPhones);
    return true;
  });
  phones = createPhonesOnDemand(document, () => document.querySelectorAll('p'), counted, vi.fn(), putIn);
});

afterEach(() => {
  phones.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page shows this; answers with the numbers that are found, the newest first. */
async function shows(markup: string): Promise<(string | null)[]> {
  document.body.innerHTML = markup;
  phones.keep([{ type: 'childList' } as MutationRecord]);
  await vi.advanceTimersByTimeAsync(1_000);
  return Array.from({ length: counted.mock.lastCall?.[0] ?? 0 }, () => phones.next());
}

describe('the script that finds phone numbers', () => {
  test('is not asked for by a page without messages, and by one that has some once', async () => {
    expect(await shows('<div>13800001111</div>')).toEqual([]);
    expect(putIn).not.toHaveBeenCalled();
    expect(await shows('<p>13800001111</p>')).toEqual(['13800001111']);
    expect(await shows('<p>13800001111</p><p>13900002222</p>')).toEqual(['13900002222', '13800001111']);
    expect(putIn).toHaveBeenCalledOnce();
  });

  test('reads numbers as the home region writes them that was chosen before it came, and the one that is chosen later', async () => {
    phones.home('TW');
    expect(await shows('<p>0912-345-678</p>')).toEqual(['+886912345678']);
    phones.home('HK');
    expect(await shows('<p>9123 4567</p>')).toEqual(['+85291234567']);
  });

  test('finds what came while it was on its way', async () => {
    putIn.mockImplementation(async () => {
      document.body.innerHTML = '<p>13900002222</p>';
      offerPhones(createPhones);
      return true;
    });
    expect(await shows('<p>13800001111</p>')).toEqual(['13900002222']);
  });

  test.each([
    ['the worker could not put it in', async () => false],
    ['the worker did not answer', async () => Promise.reject(new Error('closed'))],
  ])('is asked for again where %s, ten seconds later', async (_, fails) => {
    const works = putIn.getMockImplementation()!;
    putIn.mockImplementation(fails);
    expect(await shows('<p>13800001111</p>')).toEqual([]);
    expect(await shows('<p>13800001111</p>')).toEqual([]);
    expect(putIn).toHaveBeenCalledOnce();
    putIn.mockImplementation(works);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await shows('<p>13800001111</p>')).toEqual(['13800001111']);
  });

  test('is asked for once more by itself where it could not be put in: the page may never change again', async () => {
    const works = putIn.getMockImplementation()!;
    putIn.mockResolvedValueOnce(false);
    expect(await shows('<p>13800001111</p>')).toEqual([]);
    putIn.mockImplementation(works);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(counted).toHaveBeenLastCalledWith(1);
  });

  test('is asked for twice after the last change of a page that the worker cannot reach, not for ever', async () => {
    putIn.mockResolvedValue(false);
    await shows('<p>13800001111</p>');
    await shows('<p>13800001111</p>');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(putIn.mock.calls.length).toBeLessThanOrEqual(3);
    putIn.mockImplementation(async () => (offerPhones(createPhones), true));
    expect(await shows('<p>13800001111</p>')).toEqual(['13800001111']);
  });

  test('that comes after Kebian has left the page looks at nothing', async () => {
    putIn.mockImplementation(async () => {
      phones.remove();
      offerPhones(createPhones);
      return true;
    });
    expect(await shows('<p>13800001111</p>')).toEqual([]);
    expect(document.querySelectorAll('style').length).toBe(0);
  });

  test('works in a page that has thrown its head away, and leaves it as it was', async () => {
    vi.stubGlobal('CSS', { highlights: new Map() });
    vi.stubGlobal('Highlight', class extends Set<Range> {});
    const { head } = document;
    head.remove();
    expect(await shows('<p>13800001111</p>')).toEqual(['13800001111']);
    expect(document.querySelectorAll('style').length).toBe(1);
    phones.remove();
    expect([document.querySelectorAll('style').length, CSS.highlights.size]).toEqual([0, 0]);
    document.documentElement.prepend(head);
  });

  test('is not taken for an element of the page, whatever that is called', async () => {
    putIn.mockResolvedValue(true);
    Object.assign(globalThis, { 'kebian-phones': vi.fn(), 'Symbol(kebian-phones)': vi.fn(), [Symbol.for('kebian-phones')]: undefined });
    expect(await shows('<p>13800001111</p>')).toEqual([]);
  });
});
