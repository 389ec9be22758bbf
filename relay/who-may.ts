import type { Agent } from './agents.ts';
import type { SignInConfig, SignInRule } from './sign-in-config.ts';

/** What a provider says of somebody who has signed in. */
export type Claims = Record<string, unknown>;

/** What a person with these claims may do, by the first rule that fits; null for nothing. */
export function signedInAs({ who }: Pick<SignInConfig, 'who'>, claims: Claims): Pick<Agent, 'role' | 'connections'> | null {
  const rule = who.find((one) => fits(one, claims));
  if (!rule || rule.role === 'none') return null;
  const { own, masked, readOnly, admin, connections } = rule.role;
  const of = own === null || typeof own === 'string' ? own : textIn(claims[own.claim]);
  // A rule that limits a person to their own customers admits nobody without the claim that names the colleague.
  if (own !== null && !of) return null;
  return {
    role: { customers: of === null ? 'all' : { of }, numbers: masked ? 'masked' : 'full', edits: !readOnly, admin },
    connections,
  };
}

/** The claims that decide what somebody may do: no other is stored. */
export function decisive(config: Pick<SignInConfig, 'who'>, claims: Claims): Claims {
  return Object.fromEntries([...namesIn(config)].filter((name) => name in claims).map((name) => [name, claims[name]]));
}

/** The claims that the rules read. */
export function namesIn({ who }: Pick<SignInConfig, 'who'>): Set<string> {
  const own = who.flatMap(({ role }) => (role !== 'none' && role.own !== null && typeof role.own !== 'string' ? [role.own.claim] : []));
  const names = new Set([...who.flatMap(({ claim }) => claim ?? []), ...own]);
  if (names.has(EMAIL)) names.add(VERIFIED);
  return names;
}

function fits({ claim, oneOf }: SignInRule, claims: Claims): boolean {
  if (claim === null) return true;
  // At some providers people can enter any address, also another person's.
  if (claim === EMAIL && claims[VERIFIED] === false) return false;
  return [claims[claim]].flat().some((value) => oneOf.includes(textIn(value) ?? ''));
}

const EMAIL = 'email';
const VERIFIED = 'email_verified';

function textIn(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
