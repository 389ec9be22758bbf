import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import * as v from 'valibot';
import { ProblemError, type NotSignedIn } from '../lib/model/problem';
import type { Offer, Returned } from '../lib/providers/relay/sign-in-calls';
import { digestOf } from './digest.ts';
import type { SignInConfig } from './sign-in-config.ts';
import { namesIn, signedInAs, type Claims } from './who-may.ts';

/** The sign-in of a company, by OpenID Connect. */
export interface SignIn {
  offer(): Promise<Offer>;
  /** Who has come back with this code. Throws the Problem `not-signed-in`. */
  finish(returned: Returned): Promise<SignedIn>;
}

/** `account` is a digest of the issuer and the person's id there (`sub`), which never changes; `name` is for people. */
export interface SignedIn {
  account: string;
  name: string;
  claims: Claims;
}

const LONGEST_MS = 10_000;
/** How far the clocks of provider and relay may be apart, in seconds. */
const SKEW = 60;
/** A provider may have put another key in place a moment after its keys were read. */
const KEYS_AGAIN_MS = 1_000;
/** None with a shared secret (HS256 and its kind): other people may know the client's secret, and could sign tokens with it. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

const document = v.object({
  issuer: v.string(),
  authorization_endpoint: v.pipe(v.string(), v.url()),
  token_endpoint: v.pipe(v.string(), v.url()),
  jwks_uri: v.pipe(v.string(), v.url()),
  userinfo_endpoint: v.optional(v.pipe(v.string(), v.url())),
  token_endpoint_auth_methods_supported: v.optional(v.array(v.string()), ['client_secret_basic']),
});
const tokens = v.object({ id_token: v.string(), access_token: v.optional(v.string()) });

interface Known {
  document: v.InferOutput<typeof document>;
  keys: JWTVerifyGetKey & { reload(): Promise<void> };
}

/** `tell` gets what an administrator has to know about a failure: never a token or a claim's value. */
export function createSignIn(config: SignInConfig, now: () => number, tell: (line: string) => void): SignIn {
  const { issuer, clientId } = config;
  let known: Promise<Known> | null = null;

  function fail(why: NotSignedIn, line: string): never {
    tell(`sign-in: ${line}`);
    throw new ProblemError({ kind: 'not-signed-in', why });
  }

  async function asked(url: string, init: RequestInit = {}): Promise<{ status: number; json: unknown }> {
    try {
      const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(LONGEST_MS) });
      return { status: response.status, json: (await response.json().catch(() => null)) as unknown };
    } catch {
      return fail('away', `${new URL(url).origin} cannot be reached`);
    }
  }

  /** Read once; a provider that was away is asked again. */
  function provider(): Promise<Known> {
    const reading = (known ??= read());
    reading.catch(() => known === reading && (known = null));
    return reading;
  }

  async function read(): Promise<Known> {
    const { status, json } = await asked(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const found = v.safeParse(document, json);
    if (status >= 500) fail('away', `${issuer} answers with status ${status}`);
    if (status !== 200 || !found.success) fail('untrusted', `${issuer} has no OpenID configuration (status ${status})`);
    if (found.output.issuer !== issuer)
      fail('untrusted', `${issuer} calls itself ${found.output.issuer}: signIn.issuer has to be the same, to the letter`);
    const keys = createRemoteJWKSet(new URL(found.output.jwks_uri), { timeoutDuration: LONGEST_MS, cooldownDuration: KEYS_AGAIN_MS });
    return { document: found.output, keys };
  }

  async function exchanged({ code, verifier, redirect }: Returned, { document }: Known): Promise<v.InferOutput<typeof tokens>> {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      client_id: clientId,
      code_verifier: verifier,
    });
    const headers: Record<string, string> = { accept: 'application/json' };
    if (config.clientSecret !== null) {
      const inBody = !document.token_endpoint_auth_methods_supported.includes('client_secret_basic');
      if (inBody) body.set('client_secret', config.clientSecret);
      else headers['authorization'] = `Basic ${btoa(`${formed(clientId)}:${formed(config.clientSecret)}`)}`;
    }
    const { status, json } = await asked(document.token_endpoint, { method: 'POST', headers, body });
    if (status >= 500) fail('away', `the token endpoint answers with status ${status}`);
    const read = v.safeParse(tokens, json);
    if (status !== 200) fail('refused', `the code was not taken (${errorIn(json)})`);
    if (!read.success) fail('untrusted', 'the answer to the code holds no id token');
    return read.output;
  }

  async function verified(token: string, { keys }: Known): Promise<JWTPayload> {
    const verify = () =>
      jwtVerify(token, keys, {
        issuer,
        audience: clientId,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW,
        currentDate: new Date(now()),
        requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
      });
    try {
      return (
        await verify().catch((thrown: unknown) => {
          // A new key may have the id (`kid`) of the one before it.
          if (!(thrown instanceof errors.JWSSignatureVerificationFailed)) throw thrown;
          return keys.reload().then(verify);
        })
      ).payload;
    } catch (thrown) {
      return refused(thrown);
    }
  }

  /** By the standard a provider need not put more than the id into the id token: other claims that a rule or the name needs are read from userinfo. */
  async function withMore(
    payload: JWTPayload,
    token: string | undefined,
    { document: { userinfo_endpoint: more } }: Known,
  ): Promise<Claims> {
    const isMissing = [config.name, ...namesIn(config)].some((name) => !(name in payload));
    if (!isMissing || !more || token === undefined) return payload;
    const { status, json } = await asked(more, { headers: { accept: 'application/json', authorization: `Bearer ${token}` } });
    if (status >= 500) fail('away', `the userinfo endpoint answers with status ${status}`);
    const read = v.safeParse(v.looseObject({ sub: v.literal(payload.sub!) }), json);
    // Userinfo is not signed: a claim of the id token takes precedence.
    return status === 200 && read.success ? { ...read.output, ...payload } : payload;
  }

  function refused(thrown: unknown): never {
    if (thrown instanceof errors.JWTExpired) fail('clock', 'the id token had expired when it came: do the clocks agree?');
    if (thrown instanceof errors.JWTClaimValidationFailed)
      fail(['nbf', 'iat'].includes(thrown.claim) ? 'clock' : 'untrusted', `the id token has another ${thrown.claim} than it has to`);
    // The library has no error of its own for keys that come with a failure or are no JSON.
    const isUnread = thrown instanceof errors.JWKSTimeout || (thrown instanceof errors.JOSEError && thrown.code === errors.JOSEError.code);
    if (isUnread || !(thrown instanceof errors.JOSEError)) fail('away', 'the keys cannot be read');
    return fail('untrusted', `the id token is not to be trusted (${thrown.code})`);
  }

  return {
    async offer() {
      const { document } = await provider();
      return { issuer, authorization: document.authorization_endpoint, clientId, scope: config.scope };
    },
    async finish(returned) {
      const at = await provider();
      const { id_token: token, access_token: access } = await exchanged(returned, at);
      const payload = await verified(token, at);
      if (payload['nonce'] !== returned.nonce) fail('untrusted', 'the id token is for another sign-in (nonce)');
      if (Number(payload.iat) > now() / 1000 + SKEW) fail('clock', 'the id token is of the future: do the clocks agree?');
      if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload['azp'] !== clientId)
        fail('untrusted', 'the id token is for another client (azp)');
      const claims = await withMore(payload, access, at);
      if (!signedInAs(config, claims)) fail('not-allowed', 'an account that no rule of signIn.who admits');
      const name = claims[config.name];
      return { account: digestOf([issuer, payload.sub], 22), name: typeof name === 'string' && name !== '' ? name : payload.sub!, claims };
    },
  };
}

/** As RFC 6749 wants both halves of the header. */
function formed(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** The error code in the provider's answer. */
function errorIn(json: unknown): string {
  const read = v.safeParse(v.object({ error: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)) }), json);
  return read.success ? read.output.error : 'without a reason';
}
