import type { Page } from 'playwright-core';

/** What the page shows at the end of one batch of mutations. Nodes are numbered: the same number is the same node. */
export interface Shown {
  /** Milliseconds on the page's clock. */
  at: number;
  title: string | null;
  name: string | null;
  list: string | null;
  body: string | null;
  active: string | null;
  noChoose: boolean;
  areas: number;
  areaNode: number | null;
  titleNode: number | null;
  listNode: number | null;
  rowNodes: Record<string, number>;
}

declare global {
  interface Window {
    shown: Shown[];
    look(): Shown;
  }
}

/** Starts writing down what the page shows after every batch of mutations under the body. */
export async function startRecorder(page: Page): Promise<void> {
  await page.evaluate(record);
}

/** What was written down while `act` ran, oldest first. */
export async function recordWhile(page: Page, act: () => Promise<unknown>): Promise<Shown[]> {
  await page.evaluate(() => window.shown.splice(0));
  await act();
  return page.evaluate(() => window.shown.splice(0));
}

/** Runs in the page, so everything it needs is inside it. */
function record() {
  const numbers = new WeakMap<Element, number>();
  let last = 0;
  window.shown = [];
  window.look = look;
  new MutationObserver(() => window.shown.push(look())).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });

  function look(): Shown {
    const area = document.querySelector('#chatArea');
    const title = document.querySelector<HTMLElement>('#chatArea .title_wrap .title_name');
    const list = document.querySelector<HTMLElement>('#J_NavChatScrollBody');
    const cm = document.querySelector<HTMLElement>('.chat_bd[data-cm]')?.dataset['cm'];
    const rows = [...document.querySelectorAll<HTMLElement>('#J_NavChatScrollBody .chat_item')];
    return {
      at: performance.now(),
      title: title?.dataset['username'] ?? null,
      name: title?.textContent ?? null,
      list: list?.dataset['username'] ?? null,
      body: cm ? (JSON.parse(cm) as { username: string }).username : null,
      active: document.querySelector<HTMLElement>('.chat_item.active')?.dataset['username'] ?? null,
      noChoose: area?.classList.contains('no-choose') ?? false,
      areas: document.querySelectorAll('#chatArea').length,
      areaNode: number(area),
      titleNode: number(title),
      listNode: number(list),
      rowNodes: Object.fromEntries(rows.map((row) => [row.dataset['username'], number(row)!])),
    };
  }

  function number(node: Element | null): number | null {
    if (!node) return null;
    if (!numbers.has(node)) numbers.set(node, ++last);
    return numbers.get(node)!;
  }
}
