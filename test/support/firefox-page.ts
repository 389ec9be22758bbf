import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Place, RunningFirefox } from './firefox.ts';
import {
  act,
  boxOf,
  clicksSeen,
  count,
  countSeen,
  expectClick,
  installFind,
  keysHeard,
  read,
  type Query,
  type Text,
} from './firefox-query.ts';
import { until } from './until.ts';
import type { Finder, WalkPage, WalkPart } from './walk.ts';

/** The longest time for an answer of a page, in ms. */
const PATIENCE = 30_000;

/** How long a press of the mouse or of a key may take to come to the document, in ms. */
const HEARD_MS = 2_000;

/** axe computes roles and names as a screen reader does. Its scripts, like all that run here, bypass the page's policy. */
export async function withAxe(place: Place): Promise<void> {
  if (await place.run(() => 'walkFind' in window)) return;
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // In one script: a page that loads itself anew between two of them would have the second alone.
  await place.load(`${axe};\n(${String(installFind)})();`);
}

/** Runs this in the page's document; if that is replaced meanwhile, in the next one: a page that is locked loads itself anew. */
async function asked<A extends unknown[], T>(place: Place, work: (...ask: A) => T, ask: A): Promise<T> {
  const text = `(...ask) => ('walkFind' in window ? { answer: (${String(work)})(...ask) } : {})`;
  const guarded = { toString: () => text } as never as (...ask: A) => { answer?: T };
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      const said = await place.run(guarded, ...ask);
      if ('answer' in said) return said.answer as T;
      await withAxe(place);
    } catch (thrown) {
      if (!goneMeanwhile(thrown as Error) || Date.now() > end) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export interface FirefoxPage extends WalkPage {
  place: Place;
}

/** A document in Firefox, with the interface of `walk.ts`. */
export function firefoxPage(firefox: RunningFirefox, place: Place): FirefoxPage {
  return {
    place,
    ...finder({ firefox, place }, []),
    evaluate: (work: (ask?: unknown) => unknown, ask?: unknown) => place.run(work, ask) as never,
    goto: async (address) => {
      await place.run((url) => {
        Object.assign(window, { before: true });
        setTimeout(() => (location.href = url), 0);
      }, address);
      const arrived = () => place.run(() => !('before' in window) && document.readyState === 'complete').catch(() => false);
      await until(`${address} did not load`, arrived);
    },
    keyboard: { press: (keys) => pressHeard(firefox, place, keys), insertText: (text) => firefox.type(text) },
    bringToFront: () => firefox.show(place),
  };
}

/** Beside load, what is asked of the document after a press could overtake it. A document without the focus hears none. */
async function pressHeard(firefox: RunningFirefox, place: Place, keys: string): Promise<void> {
  const heard = () => place.run(keysHeard).catch(() => null);
  const before = await heard();
  await firefox.press(keys);
  if (before === null) return;
  for (const end = Date.now() + HEARD_MS; Date.now() < end;) {
    const now = await heard();
    if (now === null || now > before) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

interface Where {
  firefox: RunningFirefox;
  place: Place;
}

function finder(where: Where, before: Query): Finder {
  const next = (step: Query[number]) => part(where, [...before, step]);
  return {
    getByRole: (role, { name, exact = false, level } = {}) =>
      next({ by: 'role', role, ...(name !== undefined && { name: textOf(name, exact) }), ...(level && { level }) }),
    getByText: (text, { exact = false } = {}) => next({ by: 'text', text: textOf(text, exact) }),
    getByLabel: (text) => next({ by: 'label', text: textOf(text, false) }),
    locator: (selector) => next({ by: 'selector', selector }),
  };
}

function textOf(text: string | RegExp, exact: boolean): Text {
  return typeof text === 'string' ? { text, exact } : { source: text.source, flags: text.flags };
}

function part(where: Where, query: Query): WalkPart {
  const { firefox, place } = where;
  const ask = <A extends unknown[], T>(work: (query: Query, ...ask: A) => T, ...rest: A) => asked(place, work, [query, ...rest]);
  const met = async <T>(missing: string, look: () => Promise<T | null | false>, patience?: number): Promise<T> => {
    try {
      return await until(`${missing}: ${JSON.stringify(query)}`, look, patience);
    } catch (thrown) {
      // People of the sandbox alone: it tells what was there instead.
      const shown = await place.run(() => document.body.innerText.replace(/\s+/g, ' ').slice(0, 1_500)).catch(() => 'nothing any more');
      throw new Error(`${(thrown as Error).message}, where the page shows: ${shown}`, { cause: thrown });
    }
  };
  const there = <T>(look: () => Promise<T | null>) => met('Nothing found', look);
  const perform = async (what: 'focus' | 'value' | 'option', value = '') => {
    // Keys go to the one document of the window that has the focus: sidebar or tab.
    if (what !== 'option' && !(await place.run(() => document.hasFocus()).catch(() => true))) await firefox.focusDocument(place);
    await there(async () => (await ask(act, what, value)) || null);
  };
  const at = (position: number) => part(where, [...query, { by: 'position', position }]);
  // What still moves would be missed.
  const restingBox = async () => {
    let last = '';
    let rests = 0;
    return there(async () => {
      const now = await ask(boxOf);
      rests = JSON.stringify(now) === last ? rests + 1 : 0;
      last = JSON.stringify(now);
      return rests > 1 ? now : null;
    });
  };
  /** What moves between the look and the press is missed by it, beside load: then it is pressed again, as a person does. */
  const click = async () => {
    for (const end = Date.now() + PATIENCE; ;) {
      const box = await restingBox();
      await ask(expectClick);
      await firefox.click(place, box);
      if (!(await missed()) || Date.now() > end) return;
    }
  };
  /** Whether a click has come to the document, and to something else. What brings none, or another document, is taken for heard. */
  const missed = async () => {
    for (const end = Date.now() + HEARD_MS; Date.now() < end;) {
      const seen = await place.run(clicksSeen, query).catch(() => null);
      if (!seen || seen.hits > 0) return false;
      if (seen.clicks > 0) return true;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return false;
  };
  return {
    ...finder(where, query),
    filter: ({ hasText }) => part(where, [...query, { by: 'has', text: textOf(hasText, false) }]),
    first: () => at(0),
    nth: at,
    all: async () => Array.from({ length: await ask(count) }, (_, position) => at(position)),
    count: () => ask(count),
    waitFor: async ({ state = 'visible', timeout } = {}) => {
      const holds = async () => {
        if (state === 'visible') return (await ask(countSeen)) > 0;
        return (await ask(count)) > 0 === (state === 'attached');
      };
      await met(`Not ${state}`, holds, timeout);
    },
    click,
    check: async () => {
      const isChecked = async () => (await there(() => ask(read, 'checked'))) === 'true';
      if (await isChecked()) return;
      await click();
      await met('Not checked by a press', isChecked);
    },
    hover: async () => firefox.point(place, await restingBox()),
    focus: () => perform('focus'),
    fill: (text) => perform('value', text),
    press: async (keys) => {
      await perform('focus');
      await firefox.press(keys);
    },
    pressSequentially: async (text) => {
      await perform('focus');
      await firefox.type(text);
      // The browser's window has pressed the keys; the document may not have heard them all.
      await there(async () => ((await ask(read, 'value')) ?? (await ask(read, 'text')))?.includes(text) || null);
    },
    selectOption: (which) => perform('option', JSON.stringify(which)),
    inputValue: () => there(() => ask(read, 'value')),
    innerText: () => there(() => ask(read, 'text')),
    getAttribute: (name) => ask(read, `@${name}`),
  };
}

/** A document may be replaced while it is asked. */
function goneMeanwhile(thrown: Error): boolean {
  return /gone|destroyed|navigat|Actor|AbortError/i.test(thrown.message);
}
