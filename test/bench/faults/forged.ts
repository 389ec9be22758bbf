import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { contentScriptOf, NO_ANSWER, sending } from '../../support/content-script.ts';
import { sandboxSettings, setStage, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';

/** Sends a message to Kebian's worker and returns the answer as JSON. */
type Sender = (message: unknown) => Promise<string>;

const CONTACT = { site: 'wechat-web', id: '@forged', name: '张伟 13800001111', kind: 'person', avatar: null };
const REF = { connection: 'desk', id: '3064000' };
const FORGED = 'forged by nobody';

/** The calls of a content script; their answers are searched for anything beyond what the chips contain. */
const FOR_CONTENT_SCRIPTS = ['reading', 'chatChanged', 'chatSettled', 'openPanel', 'openPopover', 'badges', 'putInPhones'];

/** Argument shapes: each call is made with each of them, so that every call gets one that is valid for it. */
const ASKS: unknown[] = [
  null,
  {},
  { connection: 'desk' },
  { ref: REF },
  REF,
  { contact: CONTACT, connection: 'desk' },
  { contact: CONTACT, ref: REF },
  { connection: 'desk', query: { text: '张' }, page: null },
  { query: '张', from: 0 },
  { edit: 'forged', ref: REF, change: { kind: 'remark', text: FORGED }, base: null },
  { edit: 'forged' },
  { secrets: true, links: true },
  { document: '{"format":"kebian-settings","version":1,"connections":[]}' },
  { id: 'desk', provider: 'tanma', name: FORGED, values: { baseUrl: 'https://evil.example' } },
  { connections: [] },
  { passphrase: 'forged passphrase', lockAfter: 5 },
  { kind: 'chat', contact: CONTACT },
  { kind: 'chat', contact: { ...CONTACT, url: 'https://evil.example' } },
  [CONTACT],
  { kind: 'customer' },
  { kind: 'phone', phone: '13800001111' },
  '00000000-0000-0000-0000-000000000000',
];

/** Counts the forged messages that got more than their sender may have, over all calls, shapes and kinds of senders. */
export async function forged(): Promise<Figure[]> {
  const stranger = strangerExtension();
  const stage = await setStage({ besides: [stranger.folder] });
  try {
    await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
    const chats = await stage.openChats();
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    const before = await standing(stage);
    const counts: string[] = [];
    let more = 0;
    for (const [kind, send, allowed] of await senders(stage, chats, stranger.id)) {
      const got = await forgeAll(stage, send, allowed);
      counts.push(`${kind} ${got.sent}, ${got.more} too much`);
      more += got.more;
    }
    if ((await standing(stage)) !== before) more++;
    more += await framed(stage, chats);
    return [figure('forged', 'messages', '0', more, [more], counts.join('; '))];
  } finally {
    await stage.close();
    rmSync(stranger.folder, { recursive: true, force: true });
  }
}

async function senders(stage: Stage, chats: Page, strangerId: string): Promise<[kind: string, send: Sender, allowed: string[]][]> {
  const inContentScript = await contentScriptOf(stage, chats);
  const stranger = await stage.browser.context.newPage();
  await stranger.goto(`chrome-extension://${strangerId}/page.html`);
  const frame = await subFrame(chats);
  const { extensionId } = stage.browser;
  const outside =
    (place: Pick<Page, 'evaluate'>): Sender =>
    (message) =>
      place.evaluate(sendFromOutside, { extensionId, message });
  return [
    ['hostile page', outside(chats), []],
    ['its frame', (message) => frame.evaluate(sendFromOutside, { extensionId, message }), []],
    ['another extension', outside(stranger), []],
    ['compromised content script', (message) => inContentScript(sending(message)), FOR_CONTENT_SCRIPTS],
  ];
}

async function forgeAll(stage: Stage, send: Sender, allowed: string[]): Promise<{ sent: number; more: number }> {
  const { phones, company } = stage.crms['wechat-console'].rows('zhang-wei')[0]!;
  const secrets = [...phones, company ?? '', REF.id, ...Object.values(stage.crms['wechat-console'].credentials)].filter(Boolean);
  let sent = 0;
  let more = 0;
  for (const call of [...calls(), '__proto__', 'constructor', 'then', '']) {
    for (const ask of ASKS) {
      const answer = await send({ call, ask });
      sent++;
      // The contact's own name, which the sender has invented, is part of the answer.
      const told = answer.replaceAll(JSON.stringify(CONTACT.name).slice(1, -1), '');
      const tooMuch = answer !== NO_ANSWER && (!allowed.includes(call) || secrets.some((secret) => told.includes(secret)));
      if (tooMuch) console.log(`${call} ${JSON.stringify(ask)}: ${answer.slice(0, 120)}`);
      more += tooMuch ? 1 : 0;
    }
  }
  return { sent, more };
}

/** All calls of the protocol. */
function calls(): string[] {
  const protocol = readFileSync(new URL('../../../lib/wire/protocol.ts', import.meta.url), 'utf8');
  return [...protocol.matchAll(/^ {2}(\w+): \{ ask: /gm)].map(([, name = '']) => name);
}

/** Everything that a forged message could have changed. */
async function standing(stage: Stage): Promise<string> {
  const crm = stage.crms['wechat-console'].rows('zhang-wei');
  const settings = await stage.ask('exportSettings', { secrets: true, links: true });
  return JSON.stringify([crm, settings]);
}

/** The extension pages that a chat page can frame. */
async function framed(stage: Stage, chats: Page): Promise<number> {
  const base = `chrome-extension://${stage.browser.extensionId}`;
  await chats.evaluate(
    (pages) => {
      for (const page of pages) document.body.append(Object.assign(document.createElement('iframe'), { src: page }));
    },
    [`${base}/options.html`, `${base}/sidepanel.html`, `${base}/popover.html`],
  );
  await chats.waitForTimeout(1_000);
  const ours = chats.frames().filter((frame) => frame.url().startsWith(base));
  const shown = await Promise.all(
    ours.map((frame) =>
      frame
        .locator('#app *')
        .count()
        .catch(() => 0),
    ),
  );
  return shown.filter((elements) => elements > 0).length;
}

async function subFrame(chats: Page) {
  await chats.evaluate(() =>
    document.body.append(Object.assign(document.createElement('iframe'), { name: 'hostile', srcdoc: '<p>frame' })),
  );
  await chats.waitForTimeout(300);
  return chats.frame({ name: 'hostile' })!;
}

/** Runs in a page that does not belong to Kebian. */
async function sendFromOutside({ extensionId, message }: { extensionId: string; message: unknown }): Promise<string> {
  const { chrome } = globalThis as unknown as {
    chrome?: { runtime?: { sendMessage?: (id: string, message: unknown) => Promise<unknown> } };
  };
  const answer = await chrome?.runtime?.sendMessage?.(extensionId, message).catch(() => undefined);
  return answer === undefined || answer === null ? 'no answer' : JSON.stringify(answer);
}

/** An extension of somebody else. The browser derives its id from the folder. */
function strangerExtension(): { folder: string; id: string } {
  const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
  const manifest = { manifest_version: 3, name: 'stranger', version: '1', permissions: ['tabs'], host_permissions: ['<all_urls>'] };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>stranger</title>');
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return { folder, id: [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('') };
}
