import type { CDPSession, Page } from 'playwright-core';

interface DomNode {
  nodeId: number;
  localName: string;
  nodeValue: string;
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

/** Presses a button inside a closed shadow root with the mouse, as a person does; waits until it is there. */
export async function pressInside(page: Page, host: string, text: string): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  try {
    const node = await found(debug, host, text);
    const { model } = await debug.send('DOM.getBoxModel', { nodeId: node });
    const [left, top, right, , , bottom] = model.content as [number, number, number, number, number, number];
    await page.mouse.click((left + right) / 2, (top + bottom) / 2);
  } finally {
    await debug.detach();
  }
}

/**
 * Calls a function, given as its text, in the page for an open copy of what a closed shadow root holds, which stands in its place meanwhile: for tools that see nothing
 * else. Waits until the host is there.
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

async function found(debug: CDPSession, host: string, text: string): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const hosts = (await nodes(debug)).filter(({ localName }) => localName === host);
    const button = hosts.flatMap(flat).find((node) => node.localName === 'button' && textOf(node).includes(text));
    if (button) return button.nodeId;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`<${host}> shows no button “${text}”`);
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
