// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBadges, type Badges } from '../../components/badges/badges';
import type { Contact } from '../../lib/model/contact';
import type { BadgeView } from '../../lib/model/view';
import { wechatWeb } from '../../lib/sites/wechat-web';

let asked: string[][];
let badges: Badges;
let observer: MutationObserver;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  const parsed = new DOMParser().parseFromString(
    `<div id="J_NavChatScrollBody">${['@1', '@2', '@3'].map(row).join('')}</div>`,
    'text/html',
  );
  document.body.replaceChildren(...parsed.body.childNodes);
  badges = createBadges(document, wechatWeb, 2, async (contacts) => {
    asked.push(contacts.map(({ name }) => name));
    return contacts.map(viewOf);
  });
  observer = new MutationObserver((records) => badges.keep(records));
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
});

afterEach(() => {
  observer.disconnect();
  badges.remove();
  vi.useRealTimers();
});

/** Everybody is known but number 3. */
function viewOf({ id }: Contact) {
  return id === '@3' ? null : { sure: true, label: `stage of ${id}` };
}

function row(id: string): string {
  return `<div class="chat_item" data-username="${id}"><span class="nickname_text">name of ${id}</span></div>`;
}

function rowOf(id: string): Element {
  return document.querySelector(`[data-username="${id}"]`)!;
}

function hasBadge(id: string): boolean {
  return rowOf(id).querySelector('kebian-badge') !== null;
}

it('asks for the rows together, no more at once than allowed, and for nobody twice', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([['name of @1', 'name of @2'], ['name of @3']]);
  expect(['@1', '@2', '@3'].map(hasBadge)).toEqual([true, true, false]);
});

it('takes a badge away in the same turn in which the row becomes somebody else', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  const element = rowOf('@1');
  element.setAttribute('data-username', '@3');
  await Promise.resolve();
  expect(element.querySelector('kebian-badge')).toBe(null);
});

it('gives the badge to a row that is made anew, without asking again', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  const before = asked.length;
  const fresh = rowOf('@1').cloneNode(true) as Element;
  fresh.querySelector('kebian-badge')!.remove();
  rowOf('@1').replaceWith(fresh);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hasBadge('@1')).toBe(true);
  expect(asked.length).toBe(before);
});

it('learns from the chips of the open contact', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  badges.learn('wechat-web\n@3\nname of @3', { kind: 'found', sure: true, stage: '意向客户', tags: [], remark: null, problem: false });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hasBadge('@3')).toBe(true);
});

it('puts nothing into the page any more when the answer comes after it has left', async () => {
  badges.remove();
  const answer = Promise.withResolvers<(BadgeView | null)[]>();
  badges = createBadges(document, wechatWeb, 2, () => answer.promise);
  await vi.advanceTimersByTimeAsync(1_000);
  badges.remove();
  answer.resolve([{ sure: true, label: 'late' }, null]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(document.querySelector('kebian-badge')).toBe(null);
});

it('leaves nothing behind, and its roots are closed', async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  expect(document.querySelector('kebian-badge')!.shadowRoot).toBe(null);
  badges.remove();
  expect(document.querySelector('kebian-badge')).toBe(null);
});

it('measures all rows before it writes the first badge, so that the layout is computed once', async () => {
  const steps: string[] = [];
  for (const id of ['@1', '@2']) {
    const picture = document.createElement('div');
    picture.className = 'avatar';
    rowOf(id).append(picture);
    picture.getBoundingClientRect = () => (steps.push('measured'), new DOMRect());
  }
  const { append } = HTMLElement.prototype;
  vi.spyOn(HTMLElement.prototype, 'append').mockImplementation(function (this: HTMLElement, ...parts) {
    if (parts.some((part) => part instanceof HTMLElement && part.localName === 'kebian-badge')) steps.push('written');
    append.apply(this, parts);
  });
  await vi.advanceTimersByTimeAsync(1_000);
  vi.restoreAllMocks();
  expect(steps).toEqual(['measured', 'measured', 'written', 'written']);
});
