import type { Provider } from './provider';
import { providers } from './registry';
import { wecom } from './wecom';

/**
 * CRMs that only a relay can run, because they answer trusted addresses alone. No part of the extension may import this file: a browser has no use for
 * them (`test/architecture.test.ts`).
 */
const relayAlone = { wecom } satisfies Record<string, Provider>;

export type RelayAloneId = keyof typeof relayAlone;

/** These keep customers in the browser, or would lead to a relay. */
const OF_BROWSERS = ['local', 'relay'];

/** Every CRM that a relay can be connected to. */
export const onRelay: Provider[] = [...providers.filter(({ id }) => !OF_BROWSERS.includes(id)), ...Object.values(relayAlone)];

/** Those of them that the extension does not have. */
export const onRelayAlone: Provider[] = Object.values(relayAlone);
