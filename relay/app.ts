import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { deepestIn } from '../lib/model/deepest-issue';
import { ProblemError, toProblem, type Problem } from '../lib/model/problem';
import { placeOf, placeText } from '../lib/model/without-faults';
import { parseJson } from '../lib/providers/json';
import { ONLY_ONE, type RelayCall } from '../lib/providers/relay/calls';
import { returned, SIGN_IN } from '../lib/providers/relay/sign-in-calls';
import { agentOf, type Agent } from './agents.ts';
import { countShown, note, nothingShown, type AuditLine, type ShownSoFar } from './audit.ts';
import { openApi } from './openapi.ts';
import { refusals, STATUS_OF_PROBLEM, withoutSecrets, type Refusal } from './problems.ts';
import { mayAsk, problemTo } from './roles.ts';
import type { SignInConfig } from './sign-in-config.ts';
import { agentOfSession, beginSession, endSession, isSession } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import { aboutOf, answerTo, partsFor, type Asking, type Served } from './serving.ts';
import type { Store } from './store.ts';

export interface RelayParts {
  store: Store;
  connection(id: string): Served | null;
  /** The ids of all connections. */
  ids(): string[];
  now(): number;
  callsPerMinute: number;
  /** What no Problem may repeat, whatever a CRM writes into its errors. */
  secrets: string[];
  /** How long a call may take, in ms; browsers wait somewhat longer. */
  patienceMs?: number;
  signIn?: { config: SignInConfig; provider: SignIn } | null;
}

/** The largest body that is read, in bytes: a customer with every text of its CRM. */
const MOST_BYTES = 4_000_000;
const MINUTE_MS = 60_000;
/** The largest number of sign-ins in a minute, of all people together: one needs no token, and each asks the company's sign-in. */
const SIGN_INS_PER_MINUTE = 1_200;
const MOST_SIGN_IN_BYTES = 20_000;

/** Everything that the relay answers over HTTP. */
export function createApp(parts: RelayParts): Hono {
  const app = new Hono();
  app.get('/v1/openapi.json', (context) => context.json(openApi()));
  app.get(SIGN_IN, (context) => offerSignIn(parts, context));
  app.post(SIGN_IN, limitedTo(MOST_SIGN_IN_BYTES), (context) => finishSignIn(parts, context));
  app.delete(SIGN_IN, async (context) => {
    const token = tokenIn(context);
    if (isSession(token)) await endSession(parts.store, token);
    return context.json({ answer: null });
  });
  app.post('/v1/connections/:id/:call', limitedTo(MOST_BYTES), (context) =>
    serve(parts, context, context.req.param('id'), context.req.param('call')),
  );
  app.notFound((context) => refuse(context, refusals.noCall(context.req.path)));
  app.onError((thrown, context) => ended(context, toProblem(thrown, 'relay'), parts.secrets));
  return app;
}

function limitedTo(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (context) => refuse(context, refusals.tooLarge(Number(context.req.header('content-length') ?? maxSize + 1), maxSize)),
  });
}

async function offerSignIn({ signIn }: RelayParts, context: Context): Promise<Response> {
  if (!signIn) return refuse(context, refusals.noSignIn);
  return context.json({ answer: await signIn.provider.offer() });
}

async function finishSignIn({ signIn, store, now }: RelayParts, context: Context): Promise<Response> {
  if (!signIn) return refuse(context, refusals.noSignIn);
  const rest = await store.take('sign-in', SIGN_INS_PER_MINUTE, MINUTE_MS);
  if (rest > 0) return refuse(context, refusals.tooMany(now() + rest, rest));
  const read = v.safeParse(returned, jsonIn(await context.req.text()), { abortEarly: true });
  if (!read.success) return refuse(context, unfit(read.issues[0]));
  const signedIn = await signIn.provider.finish(read.output);
  const session = await beginSession(store, signIn.config, signedIn, now());
  return context.json({ answer: { session, account: signedIn.account, name: signedIn.name } });
}

async function agentBehind({ store, now, signIn }: RelayParts, token: string): Promise<Agent | Refusal> {
  if (isSession(token)) return (await agentOfSession(store, signIn?.config ?? null, token, now())) ?? refusals.ended;
  const agent = await agentOf(store, token);
  if (!agent) return refusals.noToken;
  return agent.until !== null && agent.until <= now() ? refusals.expired : agent;
}

async function serve(parts: RelayParts, context: Context, id: string, name: string): Promise<Response> {
  const { store, now } = parts;
  const token = tokenIn(context);
  const agent = await agentBehind(parts, token);
  if ('problem' in agent) return refuse(context, agent);
  const rest = await store.take(`agent ${agent.name}`, parts.callsPerMinute, MINUTE_MS);
  if (rest > 0) return refuse(context, refusals.tooMany(now() + rest, rest));
  const served = servedTo(agent, id, parts);
  if (!served) return refuse(context, refusals.noConnection);
  const { calls } = served;
  if (!Object.hasOwn(calls, name)) return refuse(context, refusals.noCall(name));
  const call = name as RelayCall;
  if (!mayAsk(agent.role, call)) return refuse(context, refusals.mayNot);
  const read = v.safeParse(calls[call].ask, jsonIn(await context.req.text()), { abortEarly: true });
  if (!read.success) return refuse(context, unfit(read.issues[0]));
  const ends = AbortSignal.timeout(parts.patienceMs ?? PATIENCE_MS);
  const signal = AbortSignal.any([context.req.raw.signal, ...(calls[call].stream ? [] : [ends])]);
  const asking: Asking = { agent, served, call, asked: read.output, signal };
  const shown = nothingShown();
  const finish = (outcome: AuditLine['outcome']) =>
    note(store, {
      at: new Date(now()).toISOString(),
      agent: agent.name,
      connection: served.id,
      call,
      about: aboutOf(read.output)?.id.slice(0, LONGEST_NOTED) ?? null,
      ...shown,
      outcome,
    });
  try {
    if (calls[call].stream) return await streamed(asking, () => agentBehind(parts, token), parts.secrets, shown, finish);
    const answer = await answerTo(asking);
    countShown(shown, answer);
    await finish('done');
    return context.json({ answer });
  } catch (thrown) {
    const problem: Problem = ends.aborted
      ? { kind: 'timed-out', seconds: (parts.patienceMs ?? PATIENCE_MS) / 1000 }
      : toProblem(thrown, 'relay');
    await finish(problem.kind);
    return ended(context, problemTo(agent.role, problem), parts.secrets);
  }
}

const PATIENCE_MS = 25_000;
/** The part of an id that the audit has: nobody has checked yet that it is one of the CRM's. */
const LONGEST_NOTED = 100;

function servedTo({ connections }: Agent, id: string, { connection, ids }: RelayParts): Served | null {
  const theirs = ids().filter((one) => connections === null || connections.includes(one));
  const wanted = id === ONLY_ONE && theirs.length === 1 ? theirs[0]! : id;
  return connections === null || connections.includes(wanted) ? connection(wanted) : null;
}

/**
 * Sends each part as a line of JSON when the CRM has answered it, as long as the token is good: `asks` tells who is behind it now. A failure before the first part is answered as a Problem, as for other calls. */
async function streamed(
  asking: Asking,
  asks: () => Promise<Agent | Refusal>,
  secrets: string[],
  shown: ShownSoFar,
  finish: (outcome: AuditLine['outcome']) => Promise<void>,
): Promise<Response> {
  const ended = new AbortController();
  const parts = partsFor({ ...asking, signal: AbortSignal.any([asking.signal, ended.signal]) });
  let next = await parts.next();
  const line = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (next.done) {
          await finish('done');
          controller.enqueue(line({ end: true }));
          return controller.close();
        }
        const agent = await asks();
        if ('problem' in agent) {
          ended.abort();
          await parts.return(undefined);
          throw new ProblemError(agent.problem);
        }
        countShown(shown, next.value);
        controller.enqueue(line({ answer: next.value }));
        next = await parts.next();
      } catch (thrown) {
        const problem = toProblem(thrown, 'relay');
        await finish(problem.kind);
        controller.enqueue(line({ problem: withoutSecrets(problemTo(asking.agent.role, problem), secrets) }));
        controller.close();
      }
    },
    cancel: async () => {
      ended.abort();
      // The browser reads on from a part's cursor when it wants the others.
      await finish('done');
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' } });
}

function tokenIn(context: Context): string {
  return /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? '';
}

/** The refusal of a body, which names the place that does not fit. */
function unfit(issue: v.BaseIssue<unknown>): Refusal {
  return refusals.unfit(placeText(placeOf(deepestIn(issue))));
}

function jsonIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function refuse(context: Context, { status, problem, title }: Refusal): Response {
  if (problem.kind === 'rate-limited') context.header('Retry-After', String(Math.ceil((problem.asked ?? 0) / 1000)));
  return context.json({ problem, title }, status);
}

function ended(context: Context, problem: Problem, secrets: string[]): Response {
  return context.json({ problem: withoutSecrets(problem, secrets), title: problem.kind }, STATUS_OF_PROBLEM);
}
