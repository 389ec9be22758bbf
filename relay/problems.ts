import type { Problem } from '../lib/model/problem';

/** What the relay answers where no CRM was asked: the status, and the Problem with a sentence for people who read the API's answers. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 413 | 422 | 429;
  problem: Problem;
  title: string;
}

export const refusals = {
  noToken: refusal(
    401,
    { kind: 'credentials-refused', message: null },
    'The token is not one of this relay. Ask your administrator for one.',
  ),
  expired: refusal(401, { kind: 'signed-out', elsewhere: false }, 'The token has expired. Your administrator can renew it.'),
  ended: refusal(401, { kind: 'signed-out', elsewhere: false }, 'The session has ended. Sign in again.'),
  noSignIn: refusal(404, { kind: 'not-signed-in', why: 'not-offered' }, 'This relay has no sign-in. Ask your administrator for a token.'),
  noConnection: refusal(404, { kind: 'not-connected' }, 'The relay has no connection of that id for you.'),
  noCall: (call: string) => refusal(404, { kind: 'not-supported', ability: call }, 'The connection has no such call.'),
  mayNot: refusal(403, { kind: 'forbidden' }, 'Your role on the relay does not allow that.'),
  unfit: (where: string) =>
    refusal(400, { kind: 'malformed', where }, `What was asked does not have the form of the call, at: ${where || 'the body'}.`),
  tooLarge: (length: number, most: number) =>
    refusal(413, { kind: 'too-long', what: 'text', length, most }, `The body has more than ${most} bytes.`),
  tooMany: (until: number, asked: number) =>
    refusal(429, { kind: 'rate-limited', until, asked, calls: null, seconds: null }, 'You ask too often. Wait and ask again.'),
};

/** A Problem that a CRM's connection has ended with goes on as it is. */
export const STATUS_OF_PROBLEM = 422;

/** A CRM may repeat what it was sent in the words of its errors. */
export function withoutSecrets(problem: Problem, secrets: string[]): Problem {
  return cleaned(problem, secrets) as Problem;
}

function cleaned(value: unknown, secrets: string[]): unknown {
  if (typeof value === 'string') return without(value, secrets);
  if (Array.isArray(value)) return value.map((one) => cleaned(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleaned(inner, secrets)]));
}

function without(text: string, secrets: string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function refusal(status: Refusal['status'], problem: Problem, title: string): Refusal {
  return { status, problem, title };
}
