import * as v from 'valibot';
import { ProblemError, type NotSignedIn } from '../../model/problem';
import { read } from '../answer';
import type { HttpRequest, Settings } from '../provider';
import { urlOf } from '../settings';
import type { SignedIn, SignInDeps } from '../sign-in';
import { answerIn, SESSION } from './asking';
import { offer, session, SIGN_IN, type Offer } from './sign-in-calls';

/**
 * Goes to the sign-in of the company that the relay names, and has the relay exchange the code that the person comes back with (OpenID Connect with
 * PKCE): the browser gets no token of the sign-in.
 */
export async function signIn(settings: Settings, { http, redirect, visit, unseen, signal }: SignInDeps): Promise<SignedIn> {
  const ask = async <S extends v.GenericSchema>(request: Pick<HttpRequest, 'method' | 'body'>, answer: S) => {
    const headers = { 'Content-Type': 'application/json' };
    const { status, json } = await http({ ...request, url: urlOf(settings, SIGN_IN), headers, explained: true, signal });
    return answerIn(json, status, answer);
  };
  const at = await ask({ method: 'GET' }, offer);
  const [verifier, state, nonce] = [random(), random(), random()];
  const url = new URL(at.authorization);
  const asked = {
    response_type: 'code',
    client_id: at.clientId,
    redirect_uri: redirect,
    scope: at.scope,
    state,
    nonce,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
    ...(unseen && { prompt: 'none' }),
  };
  for (const [key, value] of Object.entries(asked)) url.searchParams.set(key, value);
  const code = codeIn(await visit(url.href), state, at);
  const made = await ask({ method: 'POST', body: JSON.stringify({ code, verifier, nonce, redirect }) }, session);
  return { values: { account: made.account }, memory: { [SESSION]: made.session } };
}

export async function signOut(
  settings: Settings,
  memory: SignedIn['memory'],
  { http, signal }: Pick<SignInDeps, 'http' | 'signal'>,
): Promise<void> {
  const token = memory[SESSION];
  if (token === undefined) return;
  const headers = { Authorization: `Bearer ${token}` };
  await http({ method: 'DELETE', url: urlOf(settings, SIGN_IN), headers, explained: true, signal });
}

const BACK = v.object({ state: v.string(), code: v.optional(v.string()), error: v.optional(v.string()), iss: v.optional(v.string()) });

/** What the person has come back with; an answer to another attempt, or of another sign-in (RFC 9207), is not taken. */
function codeIn(address: string, state: string, { issuer }: Offer): string {
  const back = read(BACK, { state: '', ...Object.fromEntries(new URL(address).searchParams) });
  if (back.state !== state || (back.iss !== undefined && back.iss !== issuer)) throw notSignedIn('untrusted');
  if (back.error !== undefined && NEEDS_A_PERSON.includes(back.error)) throw notSignedIn('not-yet');
  if (back.code === undefined) throw notSignedIn('refused');
  return back.code;
}

const NEEDS_A_PERSON = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

function notSignedIn(why: NotSignedIn): ProblemError {
  return new ProblemError({ kind: 'not-signed-in', why });
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
