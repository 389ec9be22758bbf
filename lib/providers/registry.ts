import { local } from './local';
import { lixiao } from './lixiao';
import type { Provider } from './provider';
import { tanma } from './tanma';
import { wechatConsole } from './wechat-console';

/** Every kind of CRM that can be connected, in the order in which they are offered. */
export const providers: Provider[] = [local, tanma, lixiao, wechatConsole];

export function providerById(id: string): Provider | null {
  return providers.find((provider) => provider.id === id) ?? null;
}
