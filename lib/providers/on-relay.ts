import type { Provider } from './provider';
import { providers } from './registry';
import { wecom } from './wecom';

/**
 * CRMs that only a relay can run, because they answer only trusted addresses. No part of the extension may import this file, since a browser cannot call
 * them (`test/architecture.test.ts`).
 */
const relayAlone = { wecom } satisfies Record<string, Provider>;

export type RelayAloneId = keyof typeof relayAlone;

/** `local` has its customers in the browser; `relay` would connect a relay to a relay. */
const OF_BROWSERS = ['local', 'relay'];

/** Every CRM that a relay can be connected to. */
export const onRelay: Provider[] = [...providers.filter(({ id }) => !OF_BROWSERS.includes(id)), ...Object.values(relayAlone)];

/** Those of them that the extension does not have. */
export const onRelayAlone: Provider[] = Object.values(relayAlone);
