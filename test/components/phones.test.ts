// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPhones, type Phones } from '../../components/phones/phones';

const counted = vi.fn<(count: number) => void>();
let phones: Phones;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('CSS', {});
  document.body.innerHTML = '<p></p>';
  phones = createPhones(document, () => document.querySelectorAll('p'), counted, vi.fn());
});

afterEach(() => {
  phones.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What the message says now, as markup; answers with the numbers in it, the newest first. */
function says(markup: string): (string | null)[] {
  counted.mockClear();
  document.querySelector('p')!.innerHTML = markup;
  return look();
}

function look(): (string | null)[] {
  phones.keep([{ type: 'childList' } as MutationRecord]);
  vi.advanceTimersByTime(1_000);
  const count = counted.mock.lastCall?.[0] ?? 0;
  return Array.from({ length: count }, () => phones.next());
}

test('a number that a link or an emphasis parts is one, and no part of a longer row of digits', () => {
  expect(says('打 138<b>0000</b><a href="#">1111</a> 找我')).toEqual(['13800001111']);
  expect(says('编号 13800001111<span>22</span>')).toEqual([]);
});

test('a line break or a picture between two numbers parts them', () => {
  expect(says('13800001111<br>13900002222')).toEqual(['13900002222', '13800001111']);
  expect(says('1380000<img>1111')).toEqual([]);
});

test('a home region that is chosen later has every message read anew', () => {
  expect(says('我的手機 0912-345-678')).toEqual([]);
  phones.home('TW');
  expect(look()).toEqual(['+886912345678']);
});
