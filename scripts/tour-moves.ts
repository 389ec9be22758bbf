import type { Stage } from '../test/support/stage.ts';
import type { WalkPage, WalkPart } from '../test/support/walk.ts';

/** Of a stage, what the steps use in whatever browser. */
export type Crms = Pick<Stage, 'crms'>;

export async function open(chats: WalkPage, key: string): Promise<void> {
  await chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

/** A login is a document of its own, as on the real page: the page's ids are others after it, names and pictures are not. */
export async function signInAnew(chats: WalkPage, seed: string): Promise<void> {
  await chats.goto(`https://wx.qq.com/?signedIn=1&seed=${seed}`);
  await chats.locator('.chat_item').first().waitFor();
}

export async function heading(panel: WalkPage, name: string): Promise<void> {
  await panel.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 5_000 });
}

export async function count(panel: WalkPage, role: 'region', name: RegExp): Promise<number> {
  return panel.getByRole(role, { name }).count();
}

/** Takes one of several possible customers: one question is asked for all CRMs, and one press answers it in each. */
export async function choose(panel: WalkPage, company: string): Promise<void> {
  await panel.getByRole('listitem').filter({ hasText: company }).getByRole('button').first().click();
  await leads(panel, company);
  // What they know is one record then, in which each has its place.
  for (const name of ['探马', '励销']) await panel.getByRole('heading', { level: 3, name, exact: true }).waitFor({ timeout: 5_000 });
}

/** The leading connection shows this customer. */
export async function leads(panel: WalkPage, company: string): Promise<void> {
  const card = desk(panel);
  await card.getByRole('textbox', { name: '备注' }).waitFor({ timeout: 5_000 });
  await card.getByText(company).first().waitFor({ timeout: 5_000 });
}

/** The card of the CRM that leads. */
export function desk(panel: WalkPage): WalkPart {
  return panel.getByRole('region', { name: '聊天后台', exact: true });
}

type Row = ReturnType<Stage['crms']['tanma']['rows']>[number];

export async function inCrm(stage: Crms, key: string, holds: (row: Row) => boolean, what: string): Promise<string> {
  await until(() => stage.crms['wechat-console'].rows(key).some(holds), `the CRM does not have ${what}`);
  return `the CRM has ${what}`;
}

export async function until(holds: () => boolean, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(otherwise);
}

/** Waits until the CRM was asked nothing more for a while: what the step before has begun is over. */
export async function unasked(stage: Crms): Promise<void> {
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    now = stage.crms['wechat-console'].requests.length;
  }
}
