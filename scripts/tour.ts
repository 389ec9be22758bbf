import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openPanel, sandboxSettings, setStage, type Stage } from '../test/support/stage.ts';
import { CRM_STEPS } from './tour-crms.ts';
import { photograph, photographChat } from './tour-pictures.ts';

const PICTURES = join(import.meta.dirname, '../.output/tour');

/** What a step works with. */
export interface Walk {
  stage: Stage;
  chats: Page;
  panel: Page;
  /** Saves what is to be seen as PNGs under this name. */
  picture(name: string): Promise<void>;
}

export interface Step {
  says: string;
  /** Does it as a person would, and answers with what was to be seen. Throws when it was not to be seen. */
  walk(walk: Walk): Promise<string>;
}

const STEPS: Step[] = [
  {
    says: 'Open a chat: the customer of all three CRMs is beside it',
    walk: async ({ panel, chats, picture }) => {
      await open(chats, 'zhang-wei');
      await heading(panel, '张伟');
      await panel.getByText('深圳华盛科技有限公司').nth(2).waitFor();
      const cards = await count(panel, 'region', /聊天后台|探马|励销/);
      await picture('1-customer');
      return `${cards} cards for 张伟, 深圳华盛科技有限公司`;
    },
  },
  {
    says: 'Edit the remark: the CRM has it',
    walk: async ({ stage, panel, picture }) => {
      await desk(panel).getByRole('textbox', { name: '备注' }).fill('周五前要报价；交期 15 天可以接受。');
      await desk(panel).getByText('已保存').first().waitFor();
      await picture('2-remark-saved');
      return inCrm(stage, 'zhang-wei', (row) => row.note === '周五前要报价；交期 15 天可以接受。', 'the remark');
    },
  },
  {
    says: 'Add a tag',
    walk: async ({ stage, panel, picture }) => {
      const input = desk(panel).getByRole('combobox', { name: '添加标签' });
      await input.click();
      await input.pressSequentially('回');
      await picture('3-tag-choice');
      await input.fill('老朋友');
      await input.press('Enter');
      await desk(panel).getByRole('button', { name: '移除标签 老朋友' }).waitFor();
      return inCrm(stage, 'zhang-wei', (row) => row.tags.includes('老朋友'), 'the tag 老朋友');
    },
  },
  {
    says: 'Remove it again',
    walk: async ({ stage, panel }) => {
      await desk(panel).getByRole('button', { name: '移除标签 老朋友' }).click();
      await desk(panel).getByRole('button', { name: '移除标签 老朋友' }).waitFor({ state: 'detached' });
      return inCrm(stage, 'zhang-wei', (row) => !row.tags.includes('老朋友') && row.tags.includes('VIP'), 'the other tags and not 老朋友');
    },
  },
  {
    says: 'Two people of one name: the person chooses, nothing is guessed',
    walk: async ({ chats, panel, picture }) => {
      await open(chats, 'wang-fang-1');
      await panel.getByRole('listitem').filter({ hasText: '启明医药有限公司' }).first().waitFor();
      await picture('4-two-of-one-name');
      await choose(panel, '启明医药有限公司');
      await open(chats, 'wang-fang-2');
      await choose(panel, '南京云帆软件有限公司');
      return 'both 王芳 are linked to their own customer';
    },
  },
  {
    says: 'Switch between them: each shows their own customer',
    walk: async ({ chats, panel, picture }) => {
      for (let round = 0; round < 3; round++) {
        await open(chats, 'wang-fang-1');
        await leads(panel, '启明医药有限公司');
        await open(chats, 'wang-fang-2');
        await leads(panel, '南京云帆软件有限公司');
      }
      await picture('5-second-of-the-name');
      return 'six switches, six times the right company';
    },
  },
  {
    says: 'A new login: the links are remembered, although the page has other ids now',
    walk: async ({ chats, panel }) => {
      await signInAnew(chats, 'second');
      await open(chats, 'wang-fang-1');
      await leads(panel, '启明医药有限公司');
      await open(chats, 'wang-fang-2');
      await leads(panel, '南京云帆软件有限公司');
      return 'both 王芳 have their own customer at once';
    },
  },
  {
    says: 'Known by a nickname alone: a question, and "no" is remembered after a new login',
    walk: async ({ chats, panel, picture }) => {
      await open(chats, 'emoji-mixed');
      const no = panel.getByRole('button', { name: '不是', exact: true });
      // Two of the CRMs know the nickname; their answers come one after the other.
      await no.nth(1).waitFor();
      await picture('13-is-this-right');
      for (let left = 2; left > 0; left--) {
        await no.first().click();
        await no.nth(left - 1).waitFor({ state: 'detached' });
      }
      await panel.getByText('不在 CRM 中').first().waitFor();
      await signInAnew(chats, 'third');
      await open(chats, 'emoji-mixed');
      await panel.getByText('不在 CRM 中').first().waitFor();
      return 'nobody is offered a second time';
    },
  },
  {
    says: 'Restart the CRM: the edit is kept',
    walk: async ({ stage, chats, panel }) => {
      await stage.crms['wechat-console'].restart();
      await open(chats, 'zhang-wei');
      await heading(panel, '张伟');
      stage.crms['wechat-console'].clearRequests();
      await panel.getByRole('button', { name: '重新查询' }).first().click();
      await until(() => stage.crms['wechat-console'].requests.length > 0, 'no request after the restart');
      const shown = await desk(panel).getByRole('textbox', { name: '备注' }).inputValue();
      if (!shown.startsWith('周五前要报价')) throw new Error(`the panel shows ${shown}`);
      return inCrm(stage, 'zhang-wei', (row) => row.note === shown, 'the remark, asked anew');
    },
  },
  {
    says: 'A group, a stranger: the panel says what it sees and asks nobody',
    walk: async ({ stage, chats, panel, picture }) => {
      stage.crms['wechat-console'].clearRequests();
      await open(chats, 'room-0');
      await panel.getByText('群聊').first().waitFor();
      const asked = stage.crms['wechat-console'].requests.length;
      if (asked > 0) throw new Error(`${asked} requests for a group`);
      await picture('6-group');
      await open(chats, 'stranger');
      await panel.getByText('不在 CRM 中').first().waitFor();
      await picture('7-stranger');
      return 'no request for the group; the stranger is not in the CRM';
    },
  },
  ...CRM_STEPS,
  {
    says: 'The CRM is down: the person reads what to do',
    walk: async ({ stage, chats, panel, picture }) => {
      for (const crm of [stage.crms.tanma, stage.crms.lixiao, stage.crms['wechat-console']]) crm.fault({ kind: 'status', status: 500 });
      await open(chats, 'person-26');
      await panel.getByRole('button', { name: '重试' }).first().waitFor();
      await picture('8-crm-down');
      for (const crm of [stage.crms.tanma, stage.crms.lixiao, stage.crms['wechat-console']]) crm.fault(null);
      await panel.getByRole('button', { name: '重试' }).first().click();
      await panel.getByRole('button', { name: '重试' }).first().waitFor({ state: 'detached' });
      return 'an explanation and a button that helps';
    },
  },
];

/** Walks the whole path without a person; answers with the exit code. */
export async function tour(): Promise<number> {
  await mkdir(PICTURES, { recursive: true });
  const stage = await setStage({ headless: true });
  let passed = 0;
  try {
    const walk = await begin(stage);
    for (const [index, step] of STEPS.entries()) passed += Number(await take(step, index, walk));
    await photograph(walk, PICTURES);
  } finally {
    await stage.close();
  }
  console.log(`\nThe pictures are in .output/tour\n${passed} passed, ${STEPS.length - passed} failed`);
  return passed === STEPS.length ? 0 : 1;
}

async function begin(stage: Stage): Promise<Walk> {
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console', 'tanma', 'lixiao']) });
  const chats = await stage.openChats();
  await open(chats, 'filehelper');
  const panel = await openPanel(stage, chats);
  return { stage, chats, panel, picture: (name) => photographChat(chats, panel, join(PICTURES, `${name}.png`)) };
}

async function take(step: Step, index: number, walk: Walk): Promise<boolean> {
  try {
    console.log(`${index + 1}. ${step.says}\n   saw: ${await step.walk(walk)}`);
    return true;
  } catch (failure) {
    console.log(`${index + 1}. ${step.says}\n   FAILED: ${failure instanceof Error ? failure.message : String(failure)}`);
    await walk.picture(`failed-${index + 1}`).catch(() => undefined);
    return false;
  }
}

async function open(chats: Page, key: string): Promise<void> {
  await chats.evaluate((name) => window.sandbox.openByRow(name), key);
}

/** The page's own ids are others after this, names and pictures are not. */
async function signInAnew(chats: Page, seed: string): Promise<void> {
  await chats.evaluate(async (next) => {
    await window.sandbox.signOut();
    await window.sandbox.signIn(next);
  }, seed);
}

async function heading(panel: Page, name: string): Promise<void> {
  await panel.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 5_000 });
}

async function count(panel: Page, role: 'region', name: RegExp): Promise<number> {
  return panel.getByRole(role, { name }).count();
}

async function choose(panel: Page, company: string): Promise<void> {
  const card = desk(panel);
  await card.getByRole('listitem').filter({ hasText: company }).getByRole('button').first().click();
  await leads(panel, company);
}

/** The leading connection shows this customer. */
async function leads(panel: Page, company: string): Promise<void> {
  const card = desk(panel);
  await card.getByRole('textbox', { name: '备注' }).waitFor({ timeout: 5_000 });
  await card.getByText(company).first().waitFor({ timeout: 5_000 });
}

/** The card of the CRM that leads. */
function desk(panel: Page): Locator {
  return panel.getByRole('region', { name: '聊天后台', exact: true });
}

type Row = ReturnType<Stage['crms']['tanma']['rows']>[number];

async function inCrm(stage: Stage, key: string, holds: (row: Row) => boolean, what: string): Promise<string> {
  await until(() => stage.crms['wechat-console'].rows(key).some(holds), `the CRM does not have ${what}`);
  return `the CRM has ${what}`;
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(otherwise);
}
