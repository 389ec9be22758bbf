import type { Crms } from '../test/sandbox/crm/start.ts';
import { administer, startRelay, type RunningRelay, type Site } from '../test/support/relay-site.ts';
import type { WalkPage } from '../test/support/walk.ts';
import { tokenIn } from './relay-scenes.ts';
import { heading, inCrm, open } from './tour-moves.ts';
import type { Step } from './tour-steps.ts';

/** The browser of one agent, with a profile of its own. */
export interface Seat {
  chats: WalkPage;
  panel: WalkPage;
  options: WalkPage;
  /** Saves what is visible beside the chat as a PNG under this name; or what this page shows. */
  picture(name: string, of?: WalkPage): Promise<void>;
}

/** Two agents whose browsers know a relay, and the computer on which it runs. */
export interface RelayWalk {
  crms: Crms;
  site: Site;
  /** The relay that runs; a step that starts it again puts it here. */
  relay: RunningRelay;
  anna: Seat;
  bo: Seat;
}

const OFFER = '陈列方案周四下午发给他。';
const AWAY = '已寄样品，周五回访。';
const FOLLOW_UP = '电话确认收货地址';
const NUMBER = /^138 ?0000 ?1111$/;

export const RELAY_STEPS: Step<RelayWalk>[] = [
  {
    says: 'The administrator adds two agents: Anna, and Bo who sees masked numbers and may not edit. Both sign in by the form',
    walk: async ({ site, relay, anna, bo }) => {
      await signIn(anna, relay, tokenIn(administer(site, 'agents', 'add', 'anna')), 'relay-1-form');
      await signIn(bo, relay, tokenIn(administer(site, 'agents', 'add', 'bo', '--masked', '--read-only')));
      return administer(site, 'agents', 'list').replaceAll('\n', ' | ');
    },
  },
  {
    says: 'Anna opens a chat: the customer is beside it, and the number can be shown in full',
    walk: async ({ anna: { chats, panel, picture } }) => {
      await chats.bringToFront();
      await open(chats, 'zhang-wei');
      await heading(panel, '张伟');
      await panel.getByText('深圳华盛科技有限公司').first().waitFor();
      await panel.getByRole('button', { name: /^显示/ }).first().click();
      await panel.getByText(NUMBER).first().waitFor();
      await picture('relay-2-anna');
      return `张伟, 深圳华盛科技有限公司, ${await panel.getByText(NUMBER).first().innerText()}`;
    },
  },
  {
    says: 'Bo opens the same chat in his browser: a masked number, nothing to write in, and the panel says why',
    walk: async ({ bo: { chats, panel, picture } }) => {
      await chats.bringToFront();
      await open(chats, 'zhang-wei');
      await heading(panel, '张伟');
      await panel.getByText(/^有些内容只能在公司中继中修改/).click();
      const reason = panel.getByText('管理员在中继上没有允许您修改客户。');
      await reason.waitFor();
      await picture('relay-3-bo');
      const boxes = await panel.getByRole('textbox', { name: '备注' }).count();
      if (boxes > 0) throw new Error('there is a remark to write in');
      if ((await panel.getByRole('button', { name: /^显示/ }).count()) > 0) throw new Error('a number can be shown in full');
      return `${await panel
        .getByText(/^138.*\*/)
        .first()
        .innerText()}; ${await reason.innerText()}`;
    },
  },
  {
    says: 'Anna edits the remark: the CRM has it, and Bo sees it',
    walk: async ({ crms, anna, bo }) => {
      await anna.panel.getByRole('textbox', { name: '备注' }).fill(OFFER);
      await anna.panel.getByText('已保存').first().waitFor();
      await askAnew(bo.panel);
      await bo.panel.getByText(OFFER).first().waitFor();
      await bo.picture('relay-4-bo');
      return `${await inCrm({ crms }, 'zhang-wei', (row) => row.note === OFFER, 'the remark')}, and so has Bo's panel`;
    },
  },
  {
    says: 'The relay is killed: what is kept is shown, and what Anna writes waits',
    walk: async ({ crms, relay, anna, bo }) => {
      await relay.kill();
      const before = crms['wechat-console'].requests.length;
      await open(anna.chats, 'filehelper');
      await open(anna.chats, 'zhang-wei');
      await heading(anna.panel, '张伟');
      await anna.panel.getByRole('textbox', { name: '备注' }).fill(AWAY);
      await anna.panel
        .getByRole('button', { name: /^添加跟进|^添加$/ })
        .first()
        .click();
      await anna.panel.getByRole('textbox', { name: '跟进内容' }).fill(FOLLOW_UP);
      await anna.panel.getByRole('button', { name: '保存' }).click();
      await anna.panel.getByRole('textbox', { name: '跟进内容' }).waitFor({ state: 'detached' });
      await anna.panel
        .getByText(/待发送/)
        .first()
        .waitFor();
      await anna.picture('relay-5-anna');
      await open(bo.chats, 'filehelper');
      await open(bo.chats, 'zhang-wei');
      await bo.panel.getByText(OFFER).first().waitFor();
      await askAnew(bo.panel);
      await bo.panel
        .getByText(/连不上/)
        .first()
        .waitFor();
      await bo.picture('relay-5-bo');
      if (crms['wechat-console'].requests.length > before) throw new Error('the CRM was asked without the relay');
      return 'both still see 张伟; the CRM was not asked';
    },
  },
  {
    says: 'The relay is back: what waited is written, once, and Bo sees it',
    walk: async (walk) => {
      const { crms, site, anna, bo } = walk;
      walk.relay = await startRelay(site);
      const said = await inCrm({ crms }, 'zhang-wei', (row) => row.note === AWAY, 'the remark');
      await anna.panel.getByRole('list', { name: '跟进' }).getByText(FOLLOW_UP).first().waitFor();
      await anna.picture('relay-6-anna');
      await askAnew(bo.panel);
      await bo.panel.getByText(AWAY).first().waitFor();
      await bo.picture('relay-6-bo');
      const added = crms['wechat-console'].requests.filter(({ path, carriedOut }) => carriedOut && path.endsWith('/servicerecord/dosave'));
      if (added.length !== 1) throw new Error(`the follow-up was written ${added.length} times`);
      return `${said}, and one follow-up`;
    },
  },
  {
    says: 'The administrator removes Bo: his next question is refused, and the panel says so',
    walk: async ({ site, bo }) => {
      administer(site, 'agents', 'remove', 'bo');
      await askAnew(bo.panel);
      const refused = bo.panel.getByText(/^CRM 不接受登录信息/).first();
      await refused.waitFor();
      await bo.picture('relay-7-bo');
      return refused.innerText();
    },
  },
  {
    says: 'The audit says who asked what about whom, without a name, a number or a text of a customer',
    walk: async ({ site }) => {
      const lines = administer(site, 'audit').split('\n');
      const told = ['张伟', '13800001111', OFFER, AWAY, FOLLOW_UP].filter((text) => lines.some((line) => line.includes(text)));
      if (told.length > 0) throw new Error(`the audit holds ${told.join(', ')}`);
      const { agent, call, about } = JSON.parse(lines.find((line) => line.includes('"apply"'))!) as Record<string, string>;
      return `${lines.length} lines; ${agent}, ${call}, customer ${about}`;
    },
  },
];

/** Fills in the form of the settings as an agent does. */
async function signIn({ options, picture }: Seat, { origin }: RunningRelay, token: string, name?: string): Promise<void> {
  await options.bringToFront();
  await options
    .getByRole('button', { name: /^连接 CRM/ })
    .first()
    .click();
  await options.getByRole('button', { name: /公司中继/ }).click();
  await options.getByLabel('中继地址').fill(origin);
  await options.getByRole('radio', { name: '使用管理员给的令牌' }).check();
  await options.getByLabel(/^令牌/).fill(token);
  if (name !== undefined) await picture(name, options);
  await options.getByRole('button', { name: '保存', exact: true }).click();
  await options
    .getByText(/^已保存/)
    .first()
    .waitFor();
}

async function askAnew(panel: WalkPage): Promise<void> {
  await panel.getByRole('button', { name: '重新查询' }).first().click();
}
