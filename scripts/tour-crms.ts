import type { WalkPage, WalkPart } from '../test/support/walk.ts';
import { open } from './tour-moves.ts';
import type { Step } from './tour-steps.ts';
import type { Walk } from './tour.ts';

/** The features of the three CRMs besides the customer record. */
export const CRM_STEPS: Step<Walk>[] = [
  {
    says: 'Write a follow-up into 励销: the CRM has it, and the customer’s stage has moved',
    walk: async ({ stage, chats, panel, picture }) => {
      await open(chats, 'zhang-wei');
      const card = region(panel, '励销');
      await card.getByRole('button', { name: /^标签、备注等/ }).click();
      await card.getByRole('button', { name: '添加跟进' }).click();
      await card.getByRole('textbox', { name: '跟进内容' }).fill('电话沟通交期，对方接受 15 天');
      await card.getByRole('form').getByLabel('阶段').selectOption({ label: '已成交' });
      await picture('9-follow-up');
      await card.getByRole('button', { name: '保存' }).click();
      await card.getByRole('list', { name: '跟进' }).getByText('电话沟通交期').waitFor();
      await until(() => stage.crms.lixiao.rows('zhang-wei')[0]?.stage === '已成交', 'the stage has not moved');
      const sent = stage.crms.lixiao.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/revisit_logs'));
      return `${sent.length} follow-up sent, the stage in the CRM is ${stage.crms.lixiao.rows('zhang-wei')[0]!.stage}`;
    },
  },
  {
    says: 'Search in 探马 for customers added since a day',
    walk: async ({ panel, picture }) => {
      await panel.getByRole('button', { name: '搜索', exact: true }).click();
      await panel.getByRole('button', { name: '筛选' }).click();
      await panel.getByLabel('查找范围').selectOption({ label: '探马' });
      await panel.getByRole('searchbox').fill('张伟');
      const found = region(panel, '探马');
      await panel.getByLabel('创建自').fill('2099-01-01');
      await found.getByText('没有找到').waitFor();
      await panel.getByLabel('创建自').fill('2000-01-01');
      await found.getByRole('button', { name: /张伟/ }).first().waitFor();
      await picture('10-filtered-search');
      await panel.getByRole('button', { name: '返回' }).click();
      return 'nobody since 2099, 张伟 since 2000';
    },
  },
  {
    says: 'Add a task in 聊天后台 and delete it again',
    walk: async ({ stage, panel, picture }) => {
      await menu(panel, '任务');
      await panel.getByRole('button', { name: '添加任务' }).click();
      const form = panel.getByRole('form', { name: '添加任务' });
      for (const [line, text] of [
        ['姓名', '新人'],
        ['手机', '18611112222'],
        ['归属地', '厦门'],
      ] as const) {
        await form.getByRole('textbox', { name: line, exact: true }).fill(text);
      }
      await form.getByRole('button', { name: '添加任务' }).click();
      await form.waitFor({ state: 'detached' });
      await chooseOwner(panel, '新人');
      await picture('11-tasks');
      await panel.getByRole('button', { name: '删除任务 新人' }).click();
      await panel.getByRole('alertdialog').getByRole('button', { name: '删除', exact: true }).click();
      await panel.getByRole('button', { name: '删除任务 新人' }).waitFor({ state: 'detached' });
      await panel.getByRole('button', { name: '返回' }).click();
      const sent = stage.crms['wechat-console'].requests.map(({ path }) => path.split('/').at(-1)!);
      return sent.filter((path) => /^(add|del)ManualTask/.test(path)).join(', ');
    },
  },
  {
    says: 'Look a caller up in 聊天后台',
    walk: async ({ stage, panel, picture }) => {
      await menu(panel, '通话');
      await panel.getByLabel('电话号码').fill(stage.crms['wechat-console'].rows('zhang-wei')[0]!.phones[0]!);
      await panel.getByRole('button', { name: '查询来电' }).click();
      const answer = panel.getByText('客户资料', { exact: true });
      await answer.waitFor();
      await picture('12-caller');
      const says = await answer.innerText();
      await panel.getByRole('button', { name: '返回' }).click();
      return says;
    },
  },
];

function region(panel: WalkPage, name: string): WalkPart {
  return panel.getByRole('region', { name, exact: true });
}

async function menu(panel: WalkPage, item: string): Promise<void> {
  await panel.getByRole('button', { name: '更多', exact: true }).click();
  await panel.getByRole('menuitem', { name: item }).click();
}

/** Looks at each colleague's list until the task is found. */
async function chooseOwner(panel: WalkPage, task: string): Promise<void> {
  const whose = panel.getByLabel('谁的任务');
  for (let tries = 0; tries < 20; tries++) {
    for (const option of await whose.locator('option').all()) {
      await whose.selectOption((await option.getAttribute('value'))!);
      await panel.getByText(/^共 \d+ 项任务$/).waitFor();
      if ((await panel.getByRole('button', { name: `删除任务 ${task}` }).count()) > 0) return;
    }
  }
  throw new Error(`nobody has the task ${task}`);
}

async function until(holds: () => boolean, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(otherwise);
}
