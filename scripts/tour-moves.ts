import type { Stage } from '../test/support/stage.ts';
import type { WalkPage, WalkPart } from '../test/support/walk.ts';

/** The parts of a stage that the steps use, in any browser. */
export type Crms = Pick<Stage, 'crms'>;

export async function open(chats: WalkPage, key: string): Promise<void> {
  await chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

/** A login loads a new document, as on the real page: afterwards ids differ, names and pictures do not. */
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

/** Chooses one of several possible customers: one question covers all CRMs, and one click answers it for each. */
export async function choose(panel: WalkPage, company: string): Promise<void> {
  await panel.getByRole('listitem').filter({ hasText: company }).getByRole('button').first().click();
  await leads(panel, company);
  // Then all of them are shown as one record.
  for (const name of ['探马', '励销']) await panel.getByRole('heading', { level: 3, name, exact: true }).waitFor({ timeout: 5_000 });
}

/** The leading connection shows this customer. */
export async function leads(panel: WalkPage, company: string): Promise<void> {
  const card = desk(panel);
  await card.getByRole('textbox', { name: '备注' }).waitFor({ timeout: 5_000 });
  await card.getByText(company).first().waitFor({ timeout: 5_000 });
}

/** The card of the leading connection. */
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

/** Waits until no CRM was called for a while: the step before has ended. */
export async function unasked(stage: Crms): Promise<void> {
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    now = stage.crms['wechat-console'].requests.length;
  }
}
