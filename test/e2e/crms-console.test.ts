import { describe, expect, it } from 'vitest';
import { TRY, untilHeard } from '../support/stage.ts';
import { stage, chats, panel, card, go } from './three-crms';

async function addTask(name: string): Promise<void> {
  const form = panel.getByRole('form', { name: 'Add task' });
  if ((await form.count()) > 0) await form.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: 'Add task' }).click();
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await form.getByRole('textbox', { name: 'Phone', exact: true }).fill('18611112222');
  await form.getByRole('textbox', { name: 'Place', exact: true }).fill('廈門');
  await form.getByRole('checkbox', { name: 'Add as a friend first' }).check();
  await form.getByRole('button', { name: 'Add task' }).click();
  await form.waitFor({ state: 'detached', timeout: TRY });
}

/** Chooses the colleague on whose list somebody is; false when nobody has them yet. */
async function chooseOwner(task: string): Promise<boolean> {
  const whose = panel.getByLabel('Whose tasks');
  for (const option of await whose.locator('option').all()) {
    await whose.selectOption((await option.getAttribute('value'))!);
    await panel.getByText(/\d+ tasks?$/).waitFor();
    if ((await panel.getByRole('button', { name: `Delete the task ${task}` }).count()) > 0) return true;
  }
  return false;
}

describe('the console', () => {
  it('has the chat with the customer, of a time too', async () => {
    await card('聊天后台').getByRole('button', { name: 'Chat history' }).click();
    const said = panel.getByRole('list', { name: 'Chat history' }).getByRole('listitem');
    await said.first().waitFor();
    expect(await said.count()).toBe(2);
    await panel.getByLabel('From').fill('2099-01-01T00:00');
    await panel.getByText('No messages in this time').waitFor();
  });

  it('tells who else has a tag', async () => {
    await card('聊天后台').getByRole('button', { name: '高意向', exact: true }).click();
    await panel.getByRole('heading', { name: 'Friends with the tag “高意向”' }).waitFor();
    await panel.getByText(/\d+ friends?$/).waitFor();
    await panel.locator('main li button').first().click();
    await panel
      .getByText(/Not a customer yet|Company/)
      .first()
      .waitFor();
  });

  it('takes a task, shows it narrowed down, and lets it go after a question', async () => {
    await go('Tasks');
    await untilHeard(async () => {
      // Where nobody knows whether it was added, a person looks first.
      if (!(await chooseOwner('新人'))) await addTask('新人');
      await expect.poll(() => chooseOwner('新人'), { timeout: TRY }).toBe(true);
    });
    const sent = stage.crms['wechat-console'].requests.map(({ path }) => path.split('/').at(-1));
    const added = sent.filter((path) => path?.startsWith('addManualTask'));
    expect([...new Set(added)]).toEqual(['addManualTaskBeforeAddFriend', 'addManualTask']);
    expect(added.filter((path) => path === 'addManualTask')).toHaveLength(1);
    await panel.getByRole('button', { name: 'Delete the task 新人' }).click();
    await panel.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await panel.getByRole('button', { name: 'Delete the task 新人' }).waitFor({ state: 'detached' });
  });

  it('lets all tasks of somebody go after a question', async () => {
    await go('Tasks');
    await panel.getByLabel('Whose tasks').selectOption({ label: '李小琳e' });
    await panel.getByText('4 tasks').waitFor();
    await panel.getByRole('button', { name: 'Delete all tasks' }).click();
    await panel.getByRole('alertdialog').getByRole('button', { name: 'Delete all tasks' }).click();
    await expect.poll(() => panel.getByLabel('Whose tasks').innerText()).not.toContain('李小琳e');
  });

  it('says from which source a caller is known', async () => {
    await go('Calls');
    await panel.getByLabel('Phone number').fill(stage.crms['wechat-console'].rows('zhang-wei')[0]!.phones[0]!);
    await panel.getByRole('button', { name: 'Look up', exact: true }).click();
    await panel.getByText('Customers', { exact: true }).waitFor();
    await panel.getByLabel('Phone number').fill('19999999999');
    await panel.getByRole('button', { name: 'Look up', exact: true }).click();
    await panel.getByText('Nobody has this number').waitFor();
  });

  it('switches whether callers are shown by themselves', async () => {
    await go('Calls');
    const popUp = panel.getByRole('switch', { name: 'Show the customer by itself after a call' });
    await expect.poll(() => popUp.isEnabled()).toBe(true);
    const before = await popUp.isChecked();
    await popUp.click();
    await panel.getByRole('button', { name: 'Back' }).click();
    await go('Calls');
    await expect.poll(() => popUp.isChecked()).toBe(!before);
  });
});

describe('a console that reads JSON alone where its documentation shows it', () => {
  it('is told by a test of the connection, which changes nothing, and takes the calls once the suggestion was pressed', async () => {
    const console = stage.crms['wechat-console'];
    console.bodies('json');
    try {
      await go('Calls');
      const popUp = panel.getByRole('switch', { name: 'Show the customer by itself after a call' });
      await expect.poll(() => popUp.isEnabled()).toBe(true);
      const before = await popUp.isChecked();
      await stage.options.bringToFront();
      await stage.options.getByRole('button', { name: 'Edit 聊天后台' }).click();
      await stage.options.getByRole('button', { name: 'Test connection' }).click();
      await stage.options.getByRole('button', { name: 'Send these calls as JSON' }).click();
      await expect.poll(() => stage.options.getByLabel(/^Bodies of tasks and pop-up/).inputValue()).toBe('json');
      await stage.options.getByText(/^It works/).waitFor();
      await stage.options.getByRole('button', { name: 'Save', exact: true }).click();
      await stage.options.getByRole('button', { name: 'Edit 聊天后台' }).waitFor();
      await chats.bringToFront();
      await go('Calls');
      await expect.poll(() => popUp.isChecked()).toBe(before);
      console.clearRequests();
      await popUp.click();
      await expect.poll(() => console.requests.find(({ method }) => method === 'POST')?.rawBody).toBe(`{"isOpen":${Number(!before)}}`);
      await expect.poll(() => popUp.isChecked()).toBe(!before);
    } finally {
      console.bodies('both');
    }
  });
});

it('a customer of the console is deleted once the name is typed, and not before', async () => {
  await card('聊天后台').getByRole('button', { name: 'Delete customer' }).click();
  const dialog = panel.getByRole('alertdialog');
  expect(await dialog.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('张伟');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => stage.crms['wechat-console'].rows('zhang-wei')).toEqual([]);
  await expect.poll(() => card('聊天后台').getByRole('button', { name: 'Delete customer' }).count()).toBe(0);
});
