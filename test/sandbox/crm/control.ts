import { json, type Answer } from './answer.ts';
import type { Crm } from './crm.ts';
import { FAULT_KINDS, type Fault } from './faults.ts';
import type { Incoming } from './incoming.ts';
import { numberOf, objectOf, textOf, type Json } from './json.ts';

export const CONTROL = '/__sandbox';

/** Answers what another process asks of the sandbox; these requests are not recorded and no fault touches them. */
export async function answerControl(crm: Crm, request: Incoming): Promise<Answer> {
  const call = `${request.method} ${request.path.slice(CONTROL.length)}`;
  return readCall(crm, call, request) ?? (await actCall(crm, call, request.body)) ?? json({ error: `The sandbox has no ${call}` }, 404);
}

function readCall(crm: Crm, call: string, { query }: Incoming): Answer | null {
  if (call === 'GET ') return json({ url: crm.url, credentials: crm.credentials });
  if (call === 'GET /requests') return json({ requests: crm.requests as unknown as Json });
  if (call === 'GET /rows') return json({ rows: crm.rows(query.get('person') ?? '') as unknown as Json });
  return null;
}

async function actCall(crm: Crm, call: string, sent: unknown): Promise<Answer | null> {
  const body = objectOf(sent);
  const acts: Record<string, () => Promise<void> | void> = {
    'POST /fault': () => crm.fault(faultsOf(sent)),
    'DELETE /requests': () => crm.clearRequests(),
    'POST /change': () => crm.change(textOf(body['person']), objectOf(body['change'])),
    'POST /remove': () => crm.remove(textOf(body['person'])),
    'POST /clock': () => crm.clock(numberOf(body['minutes']) ?? 0),
    'POST /rate-limit': () => crm.rateLimit(body['on'] === true),
    'POST /bodies': () => crm.bodies(body['read'] === 'json' || body['read'] === 'form' ? body['read'] : 'both'),
    'POST /reset': () => crm.reset(),
  };
  const act = acts[call];
  if (!act) return null;
  try {
    await act();
    return json({ ok: true });
  } catch (thrown) {
    return json({ error: String(thrown) }, 400);
  }
}

/** One fault, several, or none (null). */
function faultsOf(sent: unknown): Fault[] {
  const faults = [sent ?? []].flat();
  if (!faults.every(isFault)) throw new Error(`A fault has a kind out of ${FAULT_KINDS.join(', ')}, latency has ms and status a status`);
  return faults;
}

function isFault(value: unknown): value is Fault {
  const fault = objectOf(value);
  if (fault['kind'] === 'latency') return [fault['ms']].flat().every((ms) => typeof ms === 'number');
  if (fault['kind'] === 'status') return typeof fault['status'] === 'number';
  return FAULT_KINDS.some((kind) => kind === fault['kind']);
}
