import { afterAll, beforeAll, expect, it } from 'vitest';
import { inCrm } from '../../scripts/tour-moves.ts';
import { openPanel, sandboxSettings, setStage, type Stage } from '../support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  // As Google Chrome takes an extension, which this computer need not have.
  stage = await setStage({ load: 'debugging pipe', language: 'en-US' });
  await stage.ask('importSettings', { document: sandboxSettings(stage.crms, ['wechat-console'], 'en') });
});
afterAll(() => stage?.close());

it('a browser that takes the extension over the debugging pipe alone shows the customer, and keeps a remark', async () => {
  const chats = await stage.openChats();
  await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
  const panel = await openPanel(stage, chats);
  await panel.getByText('深圳华盛科技有限公司').first().waitFor();
  await panel.getByRole('textbox', { name: 'Remark' }).fill('周五前要报价');
  await panel.getByText('Saved', { exact: true }).first().waitFor();
  expect(await inCrm(stage, 'zhang-wei', (row) => row.note === '周五前要报价', 'the remark')).toContain('the remark');
});
