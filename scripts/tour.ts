import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserName } from '../test/support/build-demo.ts';
import type { WalkPage } from '../test/support/walk.ts';
import { PICTURES, reported, walkAll, type Step } from './tour-steps.ts';
import { BOOK_STEPS } from './tour-book.ts';
import { CRM_STEPS } from './tour-crms.ts';
import { open, signInAnew, unasked, heading, count, choose, leads, desk, inCrm, until, type Crms } from './tour-moves.ts';
import { bookInChromium, bookInFirefox, inChromium, inFirefox } from './tour-scenes.ts';

const SCENES = { chrome: inChromium, firefox: inFirefox };
const BOOK_SCENES = { chrome: bookInChromium, firefox: bookInFirefox };

/** What a step works with. */
export interface Walk {
  stage: Crms;
  chats: WalkPage;
  panel: WalkPage;
  /** Saves what is visible as PNGs under this name. */
  picture(name: string): Promise<void>;
}

const STEPS: Step<Walk>[] = [
  {
    says: 'Open a chat: one record of all three CRMs is beside it',
    walk: async ({ panel, chats, picture }) => {
      await open(chats, 'zhang-wei');
      await heading(panel, '张伟');
      await panel.getByRole('combobox', { name: '标签和备注写到' }).waitFor();
      const crms = await count(panel, 'region', /聊天后台|探马|励销/);
      await picture('1-customer');
      const said = await panel.getByText('深圳华盛科技有限公司').count();
      return `张伟 in ${crms} CRMs as one record, 深圳华盛科技有限公司 said ${said} time`;
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
    says: 'Two people of one name: one question for all three CRMs, nothing is guessed',
    walk: async ({ chats, panel, picture }) => {
      await open(chats, 'wang-fang-1');
      await panel.getByRole('listitem').filter({ hasText: '启明医药有限公司' }).first().waitFor();
      await picture('4-two-of-one-name');
      await choose(panel, '启明医药有限公司');
      await open(chats, 'wang-fang-2');
      await choose(panel, '南京云帆软件有限公司');
      return 'one press for each 王芳, and every CRM shows her own record';
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
    says: 'Somebody else is chosen in one CRM: the chat’s number speaks against it, and the person says that these are two',
    walk: async ({ chats, panel, picture }) => {
      await open(chats, 'zhang-wei');
      await heading(panel, '张伟');
      await panel.getByRole('button', { name: '更换客户' }).click();
      await panel.getByRole('searchbox').fill('王芳 启明');
      const found = panel.locator('[data-result]').filter({ hasText: '启明医药有限公司' });
      await found.first().click();
      await panel.getByRole('button', { name: /^把聊天“.*”关联到/ }).click();
      const unlink = panel.getByRole('button', { name: '取消关联' });
      await unlink.waitFor();
      await picture('14-another-number');
      await unlink.click();
      await heading(panel, '张伟');
      return '号码不符, then 张伟 again in all three';
    },
  },
  {
    says: 'A relative of a customer writes: the customer is not taken for them',
    walk: async ({ chats, panel, picture }) => {
      await chats.evaluate(() => window.sandbox.editRemark('stranger', '张伟老婆 13912345678'));
      await open(chats, 'stranger');
      await heading(panel, '张伟老婆 13912345678');
      await panel
        .getByRole('button', { name: /都不是|不是这位客户|添加客户/ })
        .first()
        .waitFor();
      await picture('15-relative');
      const sure = await panel.getByRole('textbox', { name: '备注' }).count();
      if (sure > 0) throw new Error('a customer is shown as the relative');
      await chats.evaluate(() => window.sandbox.editRemark('stranger', ''));
      return 'nobody is put forward as certain';
    },
  },
  {
    says: 'Known by a nickname alone: a question, and "no" is remembered after a new login',
    walk: async ({ chats, panel, picture }) => {
      await open(chats, 'emoji-mixed');
      const no = panel.getByRole('button', { name: '不是', exact: true });
      // Two of the CRMs find the nickname. Both have the same number, so one answer applies to both, once both have answered.
      await panel.getByText('回答一次即可').first().waitFor();
      await picture('13-is-this-right');
      await no.click();
      await panel.getByText('没有客户资料').first().waitFor();
      await signInAnew(chats, 'third');
      await open(chats, 'emoji-mixed');
      await panel.getByText('没有客户资料').first().waitFor();
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
      await unasked(stage);
      stage.crms['wechat-console'].clearRequests();
      await open(chats, 'room-0');
      await panel.getByText('群聊').first().waitFor();
      const asked = stage.crms['wechat-console'].requests.length;
      if (asked > 0) throw new Error(`${asked} requests for a group`);
      await picture('6-group');
      await open(chats, 'stranger');
      await panel.getByText('没有客户资料').first().waitFor();
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

/** Runs all steps without a person; returns the exit code. */
export async function tour(browser: BrowserName): Promise<number> {
  const pictures = PICTURES[browser];
  await mkdir(join(pictures, 'store'), { recursive: true });
  const scene = await SCENES[browser](pictures);
  let passed = await walkAll(STEPS, scene.walk, 1, (name) => scene.walk.picture(name));
  await scene.photograph().finally(() => scene.close());
  const { walk, close } = await BOOK_SCENES[browser](pictures);
  passed += await walkAll(BOOK_STEPS, walk, STEPS.length + 1, (name) => walk.picture(walk.page, name));
  await close();
  return reported(pictures, passed, STEPS.length + BOOK_STEPS.length);
}
