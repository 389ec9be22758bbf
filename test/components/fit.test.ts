// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { fit } from '../../components/chips/fit';

afterEach(() => vi.restoreAllMocks());

/** The elements whose boxes were measured, in order. */
let measured: Element[] = [];

/** Widths in px by class; the gap between two chips is 5 px. */
const WIDTHS: Record<string, number> = { warn: 130, stage: 60, numbers: 40, open: 70 };

/** A title of 100 px, the chips behind it, and a bar that leaves so much room for them. */
function place(room: number, chips: string[]): Record<string, boolean> {
  document.body.innerHTML = `<div id="bar"><b id="title"></b><i id="host"></i></div>`;
  const host = document.querySelector<HTMLElement>('#host')!;
  const box = document.createElement('div');
  box.innerHTML = `<div class="row"><span class="line">${chips.map((name) => `<span class="chip ${name}"></span>`).join('')}</span>
    <button class="open numbers"></button><button class="open"></button></div>`;
  host.append(box);
  const widthOf = (one: Element): number =>
    WIDTHS[['warn', 'stage', 'numbers', 'open'].find((name) => one.classList.contains(name)) ?? ''] ?? 0;
  measured = [];
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    measured.push(this);
    const shown = [...box.querySelectorAll<HTMLElement>('.chip, .open')].filter((one) => !one.hidden);
    const all = shown.reduce((sum, one) => sum + widthOf(one) + 5, 0);
    if (this === box || this === host) return new DOMRect(108, 0, all, 20);
    if (this.id === 'title') return new DOMRect(0, 0, 100, 20);
    if (this.id === 'bar') return new DOMRect(0, 0, 116 + room, 20);
    return new DOMRect(108, 0, widthOf(this), 20);
  });
  vi.stubGlobal('innerWidth', 5_000);
  fit(host, box, { title: document.querySelector('#title')!, bar: document.querySelector('#bar')! } as never, () => false);
  return Object.fromEntries(
    Object.keys(WIDTHS).flatMap((name) => {
      const one = box.querySelector<HTMLElement>(name === 'open' ? '.open:not(.numbers)' : `.${name}`);
      return one ? [[name, !one.hidden]] : [];
    }),
  );
}

test('where there is no room for both, that several may be meant stays and the count of the numbers goes', () => {
  expect(place(260, ['warn'])).toEqual({ warn: true, numbers: true, open: true });
  expect(place(215, ['warn'])).toEqual({ warn: true, numbers: false, open: true });
  expect(place(80, ['warn'])).toEqual({ warn: false, numbers: false, open: true });
});

test('what says more of a customer who is known goes before the numbers', () => {
  expect(place(190, ['stage'])).toEqual({ stage: true, numbers: true, open: true });
  expect(place(130, ['stage'])).toEqual({ stage: false, numbers: true, open: true });
});

test('no box is measured twice, since a chat page has its chips placed after every change', () => {
  for (const room of [500, 190, 80]) {
    place(room, ['warn', 'stage']);
    expect(measured.length, `${room} px`).toBe(new Set(measured).size);
  }
});
