import { json, type Answer } from './answer.ts';
import type { Crm, CrmChange } from './crm.ts';
import { FAULT_KINDS, type Fault } from './faults.ts';
import type { Incoming } from './incoming.ts';
import { listOf, numberOf, objectOf, textOf, type Json } from './json.ts';

export const CONTROL = '/__sandbox';

/** Answers what another process asks of the sandbox; these requests are not recorded and no fault touches them. */
export async function answerControl(crm: Crm, request: Incoming): Promise<Answer> {
  const call = `${request.method} ${request.path.slice(CONTROL.length)}`;
  const body = objectOf(request.body);
  switch (call) {
    case 'GET ':
      return json({ url: crm.url, credentials: crm.credentials });
    case 'POST /fault':
      return setFault(crm, request.body);
    case 'GET /requests':
      return json({ requests: crm.requests as unknown as Json });
    case 'DELETE /requests':
      return done(crm.clearRequests());
    case 'GET /rows':
      return json({ rows: crm.rows(request.query.get('person') ?? '') as unknown as Json });
    case 'POST /change':
      return done(crm.change(textOf(body['person']), objectOf(body['change']) as CrmChange));
    case 'POST /remove':
      return done(crm.remove(textOf(body['person'])));
    case 'POST /clock':
      return done(crm.clock(numberOf(body['minutes']) ?? 0));
    case 'POST /rate-limit':
      return done(crm.rateLimit(body['on'] === true));
    case 'POST /reset':
      return done(await crm.reset());
    default:
      return json({ error: `The sandbox has no ${call}` }, 404);
  }
}

function setFault(crm: Crm, body: unknown): Answer {
  const faults = body === null || body === undefined ? [] : Array.isArray(body) ? listOf(body) : [body];
  if (!faults.every(isFault)) return json({ error: `A fault has a kind out of ${FAULT_KINDS.join(', ')}` }, 400);
  return done(crm.fault(faults));
}

function isFault(value: unknown): value is Fault {
  const fault = objectOf(value);
  if (fault['kind'] === 'latency') return [fault['ms']].flat().every((ms) => typeof ms === 'number');
  if (fault['kind'] === 'status') return typeof fault['status'] === 'number';
  return FAULT_KINDS.some((kind) => kind === fault['kind']);
}

/** Takes what the handle gave back, so that the call stands where its answer is made. */
function done(result: void): Answer {
  return json({ ok: result === undefined });
}
