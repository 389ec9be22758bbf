import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { Provider, type Adapter, type AdapterPayload, type JWKS } from 'oidc-provider';
import { onTestFinished } from 'vitest';
import type { Returned } from '../../lib/providers/relay/sign-in-calls';
import type { SignInConfig } from '../../relay/sign-in-config';

// The sign-in of a company for tests: a real OpenID provider on this computer, and a forged one that says whatever a test wants.

export const CLIENT = 'kebian';
/** Where the browser is sent back to; nothing answers there. */
export const REDIRECT = 'https://kebian.example/back';

export interface Company {
  issuer: string;
  /** Goes to the sign-in as a browser does, as this person, and comes back. */
  comeBack(login: string, more?: { nonce?: string; verifier?: string; redirect?: string }): Promise<Returned>;
  /** Knows nobody's browser any more. */
  forget(): void;
  /** Signs with another key from now on. `kid` is its name. */
  otherKey(kid?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Who works there: what the provider says of them besides their login. */
export const PEOPLE: Record<string, Record<string, unknown>> = {
  anna: { name: 'Anna', groups: ['sales', 'crm'], crm_id: '10334601', email: 'anna@company.example', email_verified: true },
  bo: { name: 'Bo', groups: ['office'], email: 'anna@company.example', email_verified: false },
  chen: { name: 'Chen', groups: ['leads'] },
};

/** A config of the relay for a sign-in at this address. */
export function signInAt(issuer: string, more: Partial<SignInConfig> = {}): SignInConfig {
  const who: SignInConfig['who'] = [
    { claim: 'groups', oneOf: ['leads'], role: { own: null, masked: false, readOnly: false, admin: true, connections: null } },
    {
      claim: 'groups',
      oneOf: ['sales'],
      role: { own: { claim: 'crm_id' }, masked: true, readOnly: false, admin: false, connections: null },
    },
  ];
  return { issuer, clientId: CLIENT, clientSecret: null, scope: 'openid profile', name: 'sub', hours: 12, days: 7, who, ...more };
}

/** Starts an OpenID provider; `redirects` are the addresses that it may send people back to. */
export async function startCompany({ redirects = [REDIRECT], secret = null as string | null, thin = false } = {}): Promise<Company> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kept = new Map<string, AdapterPayload>();
  const use = async (kid?: string) => {
    const keys = await newKeys(kid);
    server.removeAllListeners('request');
    const made = provider(issuer, keys, kept, { redirects, secret, thin });
    const answer = made.callback();
    server.on('request', (request, response) => {
      if (request.url?.startsWith(LOGIN)) void signInPage(made, request, response);
      else void answer(request, response);
    });
  };
  await use();
  return {
    issuer,
    forget: () => kept.clear(),
    otherKey: use,
    comeBack: (login, { nonce = 'n-1', verifier = 'v'.repeat(43), redirect = REDIRECT } = {}) =>
      comeBack(issuer, login, { nonce, verifier, redirect }),
    stop: () => closed(server),
  };
}

/** The same for one test. */
export async function company(options?: Parameters<typeof startCompany>[0]): Promise<Company> {
  const started = await startCompany(options);
  onTestFinished(started.stop);
  return started;
}

async function newKeys(kid: string = crypto.randomUUID()): Promise<JWKS> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { keys: [{ ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }] } as JWKS;
}

const LOGIN = '/login/';

/** The company's own page: whoever writes their name there has signed in. */
async function signInPage(made: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const login = new URLSearchParams((await request.toArray()).join('')).get('login') ?? '';
    return made.interactionFinished(request, response, { login: { accountId: login } });
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Sign in</title><meta name="viewport" content="width=device-width">
    <style>body { font: 16px system-ui; display: grid; place-content: center; gap: 1em; min-height: 80vh } input, button { font: inherit; padding: .4em }</style>
    <h1>Example Company</h1><form method="post"><label>Name <input name="login" autofocus></label> <button>Sign in</button></form>`);
}

/** A memory that outlives the change of the keys, which makes a new provider. */
function memoryOf(kept: Map<string, AdapterPayload>) {
  return class implements Adapter {
    readonly #model: string;
    constructor(model: string) {
      this.#model = `${model} `;
    }
    async upsert(id: string, payload: AdapterPayload) {
      kept.set(this.#model + id, payload);
    }
    async find(id: string) {
      return kept.get(this.#model + id);
    }
    async findByUserCode() {
      return undefined;
    }
    async findByUid(uid: string) {
      return [...kept].find(([key, payload]) => key.startsWith(this.#model) && payload.uid === uid)?.[1];
    }
    async consume(id: string) {
      Object.assign(kept.get(this.#model + id) ?? {}, { consumed: Math.floor(Date.now() / 1000) });
    }
    async destroy(id: string) {
      kept.delete(this.#model + id);
    }
    async revokeByGrantId(grant: string) {
      for (const [key, { grantId }] of kept) if (grantId === grant) kept.delete(key);
    }
  };
}

function provider(
  issuer: string,
  jwks: JWKS,
  kept: Map<string, AdapterPayload>,
  { redirects, secret, thin }: { redirects: string[]; secret: string | null; thin: boolean },
): Provider {
  const own = ['name', 'groups', 'crm_id', 'email', 'email_verified'];
  return new Provider(issuer, {
    jwks,
    adapter: memoryOf(kept),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => LOGIN + uid },
    clients: [
      {
        client_id: CLIENT,
        redirect_uris: redirects,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        ...(secret === null ? { token_endpoint_auth_method: 'none' } : { client_secret: secret }),
      },
    ],
    cookies: { keys: ['for tests'] },
    conformIdTokenClaims: thin,
    claims: { openid: ['sub'], profile: own },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    // Nobody is asked whether the relay may know who they are.
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: CLIENT, accountId: context.oidc.session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Session: 3600, Interaction: 600, Grant: 3600 },
  });
}

async function comeBack(issuer: string, login: string, { nonce, verifier, redirect }: Omit<Returned, 'code'>): Promise<Returned> {
  const challenge = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString('base64url');
  const asked = { response_type: 'code', client_id: CLIENT, redirect_uri: redirect, scope: 'openid profile', state: 's', nonce };
  const query = new URLSearchParams({ ...asked, code_challenge: challenge, code_challenge_method: 'S256' });
  const at = await createVisitor()(`${issuer}/auth?${query}`, login);
  return { code: new URL(at).searchParams.get('code') ?? '', verifier, nonce, redirect };
}

/** Somebody's browser with its cookies. */
export function createVisitor() {
  const cookies = new Map<string, string>();
  const go = async (url: string, form?: Record<string, string>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form && new URLSearchParams(form);
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...(body && { method: 'POST', body }) });
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    await answer.text();
    return answer.headers.get('location') ?? '';
  };
  /** Goes to a sign-in and signs in there with this name if asked; answers with where it leads in the end. Without a name it does nothing by itself. */
  return async (url: string, login: string | null): Promise<string> => {
    const [{ origin }, redirect] = [new URL(url), new URL(url).searchParams.get('redirect_uri')!];
    let at = await go(url);
    while (!at.startsWith(redirect)) {
      const next = new URL(at, origin).href;
      const asks = next.includes(LOGIN);
      if (asks && login === null) throw new Error('User interaction required.');
      at = await go(next, asks ? { login: login! } : undefined);
      if (at === '') throw new Error(`The sign-in has led nowhere from ${next}`);
    }
    return at;
  };
}

/** What a forged provider says. */
export interface Forged {
  /** The payload of its id token. */
  payload?: JWTPayload;
  /** A claim that is missing. */
  without?: string;
  /** The key that signs it, if not its own. */
  key?: CryptoKey | Uint8Array;
  alg?: string;
  /** Its whole answers, by their paths. */
  answers?: Record<string, { status?: number; body: unknown }>;
}

/** A provider that signs whatever it is told to. */
export async function forgedCompany(forged: (issuer: string) => Forged): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  const server = createServer((request: IncomingMessage, response) => {
    void answer(request).then(({ status = 200, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => closed(server));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { payload, without = '', key = privateKey, alg = 'RS256', answers = {} } = forged(issuer);
  const now = Math.floor(Date.now() / 1000);
  const whole = { iss: issuer, aud: CLIENT, sub: 'chen', groups: ['leads'], nonce: 'n-1', iat: now, exp: now + 600, ...payload };
  const said = Object.fromEntries(Object.entries(whole).filter(([claim]) => claim !== without));
  async function answer({ url = '' }: IncomingMessage): Promise<{ status?: number; body: unknown }> {
    const found = answers[url];
    if (found) return found;
    if (url === '/jwks') return { body: { keys: [jwk] } };
    if (url === '/token') return { body: { id_token: await new SignJWT(said).setProtectedHeader({ alg, kid: 'k' }).sign(key) } };
    return { body: { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` } };
  }
  return issuer;
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
