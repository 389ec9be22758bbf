import { local } from './local';
import { lixiao } from './lixiao';
import type { Provider } from './provider';
import { relay } from './relay';
import { tanma } from './tanma';
import { wechatConsole } from './wechat-console';

/** Every kind of CRM that can be connected, by its id, in the order in which they are offered. */
const registered = { local, tanma, lixiao, 'wechat-console': wechatConsole, relay } satisfies Record<string, Provider>;

export type ProviderId = keyof typeof registered;

export const providers: Provider[] = Object.values(registered);

export function providerById(id: string): Provider | null {
  return providers.find((provider) => provider.id === id) ?? null;
}
