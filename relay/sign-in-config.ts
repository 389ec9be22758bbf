import * as v from 'valibot';
import { count, elsewhere, isLoopback, readElsewhere, type Places } from './config-parts.ts';

/** Sign-in by OpenID Connect. */
export interface SignInConfig {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scope: string;
  /** The claim whose value is a person's name in the audit. */
  name: string;
  /** A session ends after `hours` without a call, and after `days` in any case. */
  hours: number;
  days: number;
  /** What people may do: the first rule that fits a person decides; a person whom no rule fits is not let in. */
  who: SignInRule[];
}

/** Fits people whose claim has one of these values; without a claim it fits everybody. */
export interface SignInRule {
  claim: string | null;
  oneOf: string[];
  role:
    | 'none'
    | { own: null | string | { claim: string }; masked: boolean; readOnly: boolean; admin: boolean; connections: string[] | null };
}

const flag = v.optional(v.boolean(), false);
const rule = v.pipe(
  v.strictObject({
    claim: v.optional(v.string()),
    oneOf: v.optional(v.pipe(v.array(v.string()), v.minLength(1, 'names no value'))),
    role: v.union(
      [
        v.literal('none'),
        v.strictObject({
          own: v.optional(v.union([v.string(), v.strictObject({ claim: v.string() })])),
          masked: flag,
          readOnly: flag,
          admin: flag,
          connections: v.optional(v.array(v.string())),
        }),
      ],
      'is neither "none" nor a role such as {"own": {"claim": NAME}, "masked": true}',
    ),
  }),
  v.check(
    ({ claim, oneOf }) => (claim === undefined) === (oneOf === undefined),
    'names a claim without its values (oneOf), or values without a claim',
  ),
);
export const signInShape = v.strictObject({
  issuer: v.string(),
  clientId: v.pipe(v.string(), v.minLength(1, 'is empty')),
  clientSecret: v.optional(elsewhere),
  scope: v.optional(v.string(), 'openid profile'),
  name: v.optional(v.string(), 'sub'),
  hours: v.optional(count, 12),
  days: v.optional(count, 7),
  who: v.pipe(v.array(rule), v.minLength(1, 'names nobody')),
});

/** `ids` are those of the connections. */
export function signInOf({ who, clientSecret, ...rest }: v.InferOutput<typeof signInShape>, ids: unknown[], places: Places): SignInConfig {
  const issuer = URL.parse(rest.issuer);
  const isSafe = issuer && (issuer.protocol === 'https:' || (issuer.protocol === 'http:' && isLoopback(issuer.hostname)));
  if (!isSafe || issuer.search || issuer.hash)
    places.faults.push({ path: 'signIn.issuer', fault: 'is no address such as https://login.example.com' });
  if (!rest.scope.split(' ').includes('openid')) places.faults.push({ path: 'signIn.scope', fault: 'does not name openid' });
  return {
    ...rest,
    clientSecret: clientSecret ? readElsewhere(clientSecret, 'signIn.clientSecret', places) : null,
    who: who.map(({ claim = null, oneOf = [], role }, at) => {
      if (role === 'none') return { claim, oneOf, role };
      const unknown = role.connections?.findIndex((id) => !ids.includes(id)) ?? -1;
      if (unknown >= 0)
        places.faults.push({ path: `signIn.who.${at}.role.connections.${unknown}`, fault: 'is no connection of this config' });
      return { claim, oneOf, role: { ...role, own: role.own ?? null, connections: role.connections ?? null } };
    }),
  };
}
