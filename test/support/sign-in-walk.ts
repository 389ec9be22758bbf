import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { company, signInAt, type Company } from '../relay/company';
import { relayBefore, type TestRelay } from '../relay/relay';
import { ASKING_THE_CRM, sandboxSettings, sessionOf } from './stage.ts';
import type { SignInWindow, Stand } from './stand.ts';
import type { WalkPage } from './walk.ts';

/** A relay with the sign-in of a company, which is a real OpenID provider: in the settings, and again in the panel. */
export function walkSignIn(begin: () => Promise<Stand>): void {
  let stand: Stand;
  let chats: WalkPage;
  let panel: WalkPage | null = null;

  beforeAll(async () => {
    stand = await begin();
    chats = await stand.openChats();
  });
  afterAll(() => stand?.close());
  beforeEach(() => desk().reset());

  const desk = () => stand.crms['wechat-console'];

  async function relayOfCompany(): Promise<{ at: Company; relay: TestRelay }> {
    const at = await company({ redirects: [await stand.redirect()] });
    return { at, relay: await relayBefore({ 'wechat-console': desk() }, { signIn: signInAt(at.issuer) }) };
  }

  /** Fills in the form as a person does, up to the window of the company's sign-in. */
  async function connectByAccount({ at, relay }: { at: Company; relay: TestRelay }): Promise<SignInWindow> {
    const { options } = stand;
    for (const { id, provider } of (await sessionOf(stand)).connections ?? [])
      if (provider === 'relay')
        await stand.ask('removeConnection', { connection: id, loses: await stand.ask('countKept', { connection: id }) });
    const settings = JSON.parse(sandboxSettings(stand.crms, [], 'en', ASKING_THE_CRM)) as object;
    await stand.ask('importSettings', { document: JSON.stringify(settings) });
    await options.bringToFront();
    await options.getByRole('button', { name: 'Connect a CRM' }).click();
    await options.getByRole('button', { name: /Company relay/ }).click();
    await options.getByLabel('Address of the relay').fill(relay.origin);
    await options.getByRole('radio', { name: /company’s account/ }).check();
    return stand.signInWindow(at.issuer, () => options.getByRole('button', { name: 'Save', exact: true }).click());
  }

  /** Signed in, with 张伟's customer in the panel. */
  async function zhangWeiIsShown(): Promise<WalkPage> {
    await chats.bringToFront();
    await chats.evaluate(() => window.sandbox.openByRow('lily'));
    await chats.evaluate(() => window.sandbox.openByRow('zhang-wei'));
    panel ??= await stand.openPanel(chats);
    await panel.getByText('深圳华盛科技有限公司').first().waitFor();
    return panel;
  }

  it('an agent signs in with their company’s account, in the window that the browser shows, and is shown the customer', async () => {
    await (await connectByAccount(await relayOfCompany())).signIn('chen');
    await zhangWeiIsShown();
  });

  it('a sign-in window that is closed is said, and nobody is signed in', async () => {
    const before = await relayOfCompany();
    await (await connectByAccount(before)).close();
    const { options } = stand;
    await options.getByText('The sign-in window was closed before the end').waitFor();
    const next = await stand.signInWindow(before.at.issuer, () => options.getByRole('button', { name: 'Sign in again' }).click());
    await next.signIn('bo');
    await options.getByText('may not use this CRM').waitFor();
  });

  it('the panel says that the session has ended, signs in again, and what was written meanwhile is sent', async () => {
    const before = await relayOfCompany();
    await (await connectByAccount(before)).signIn('chen');
    const shown = await zhangWeiIsShown();
    before.at.forget();
    expect(await before.relay.signOut('oidc:chen')).toBe(1);
    await shown.getByRole('textbox', { name: 'Remark' }).fill('登录后再发');
    await shown.getByText('You are signed out of the CRM.').first().waitFor();
    expect(desk().rows('zhang-wei')[0]!.note).not.toBe('登录后再发');
    const again = await stand.signInWindow(before.at.issuer, () => shown.getByRole('button', { name: 'Sign in again' }).first().click());
    await again.signIn('chen');
    await expect.poll(() => desk().rows('zhang-wei')[0]!.note).toBe('登录后再发');
    await expect.poll(() => shown.getByText('You are signed out of the CRM.').count()).toBe(0);
  });
}
