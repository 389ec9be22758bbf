import type { CDPSession, Page } from 'playwright-core';
import { KILLING } from './worker-killer.ts';

interface DomNode {
  nodeId: number;
  localName: string;
  nodeValue: string;
  /** Names and values alternate. */
  attributes?: string[];
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

/** Clicks a button in a closed shadow root with the mouse, as a person does; waits until it is there and does not move. */
export async function pressInside(page: Page, host: string, text: string): Promise<void> {
  await press(page, host, (button) => textOf(button).includes(text), `<${host}> shows no button “${text}”`);
}

/**
 * The same for a button with these classes and without that one. If the button has moved meanwhile, the press may have missed it and is repeated: two presses
 * must do the same as one.
 */
export async function pressClassed(page: Page, host: string, classes: string, without: string): Promise<void> {
  const fits = (button: DomNode) => classesOf(button).includes(classes) && !classesOf(button).includes(without);
  while (await press(page, host, fits, `<${host}> shows no .${classes}`));
}

/** Whether the button had moved when it was pressed. */
async function press(page: Page, host: string, fits: (button: DomNode) => boolean, otherwise: string): Promise<boolean> {
  const debug = await page.context().newCDPSession(page);
  try {
    // Looked up each time: chips appear one after the other, and each moves those after it.
    for (let before = '', end = Date.now() + PATIENCE; Date.now() < end;) {
      const box = await boxOf(debug, host, fits);
      if (box && box.join() === before) {
        const [left, top, right, , , bottom] = box as [number, number, number, number, number, number];
        await page.mouse.click((left + right) / 2, (top + bottom) / 2);
        const after = await boxOf(debug, host, fits);
        return after !== null && after.join() !== before;
      }
      before = box?.join() ?? '';
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(otherwise);
  } finally {
    await debug.detach();
  }
}

const PATIENCE = KILLING ? 15_000 : 30_000;

/** The corners of the first such button; null where there is none any more. */
async function boxOf(debug: CDPSession, host: string, fits: (button: DomNode) => boolean): Promise<number[] | null> {
  const hosts = (await nodes(debug)).filter(({ localName }) => localName === host);
  const button = hosts.flatMap(flat).find((node) => node.localName === 'button' && fits(node));
  const measured = button && (await debug.send('DOM.getBoxModel', { nodeId: button.nodeId }).catch(() => null));
  return measured?.model.content ?? null;
}

/**
 * Calls a function, given as its text, in the page with an open copy of a closed shadow root, which replaces it meanwhile: for tools that
 * cannot look inside. Waits until the host is there.
 */
export async function inOpenCopy<T>(page: Page, host: string, work: string): Promise<T> {
  const debug = await page.context().newCDPSession(page);
  try {
    await page.locator(host).first().waitFor({ state: 'attached' });
    const root = (await nodes(debug)).find(({ localName }) => localName === host)?.shadowRoots?.[0];
    const { object } = await debug.send('DOM.resolveNode', { nodeId: root!.nodeId });
    const call = `async function () {
      const copy = this.host.cloneNode(false);
      copy.attachShadow({ mode: 'open' }).append(...[...this.childNodes].map((node) => node.cloneNode(true)));
      const { visibility } = this.host.style;
      this.host.after(copy);
      this.host.style.visibility = 'hidden';
      try {
        return await (${work})(copy);
      } finally {
        copy.remove();
        this.host.style.visibility = visibility;
      }
    }`;
    const options = { objectId: object.objectId!, functionDeclaration: call, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await debug.send('Runtime.callFunctionOn', options);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  } finally {
    await debug.detach();
  }
}

async function nodes(debug: CDPSession): Promise<DomNode[]> {
  const { root } = await debug.send('DOM.getDocument', { depth: -1, pierce: true });
  return flat(root as DomNode);
}

function flat(node: DomNode): DomNode[] {
  return [node, ...[...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap(flat)];
}

function textOf(node: DomNode): string {
  return flat(node)
    .filter(({ localName, nodeValue }) => localName === '' && nodeValue)
    .map(({ nodeValue }) => nodeValue)
    .join(' ');
}

function classesOf({ attributes = [] }: DomNode): string[] {
  return (attributes[attributes.indexOf('class') + 1] ?? '').split(' ');
}
