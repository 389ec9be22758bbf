import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { callsFor } from '../lib/providers/relay/calls';
import { problem } from '../lib/providers/relay/problem-shape';
import { offer, returned, session, SIGN_IN } from '../lib/providers/relay/sign-in-calls';

/** The relay's description for other programs, made of the schemas by which both ends read. */
export function openApi(): object {
  const failed = { type: 'object', required: ['problem', 'title'], properties: { problem: schemaOf(problem), title: { type: 'string' } } };
  const paths = Object.entries(callsFor('')).map(([call, { ask, answer, stream, does }]) => [
    `/v1/connections/{id}/${call}`,
    {
      post: {
        operationId: call,
        summary: does === 'writes' ? 'May change the CRM' : 'Changes nothing',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'The connection; - for the only one' },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(ask) } } },
        responses: {
          200: {
            description: stream ? 'Parts, one JSON text in each line; the last line is {"end":true} or a problem' : 'The answer',
            content: { [stream ? 'application/x-ndjson' : 'application/json']: { schema: answering(schemaOf(answer)) } },
          },
          default: { description: 'A problem', content: { 'application/json': { schema: failed } } },
        },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Kebian relay', version: '1' },
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: { ...(Object.fromEntries(paths) as object), [SIGN_IN]: signIn(failed) },
  };
}

/** Only the last one needs a token, which is the session's. */
function signIn(failed: object): object {
  const answers = (answer: object, description: string) => ({
    200: { description, content: { 'application/json': { schema: answering(answer) } } },
    default: { description: 'A problem', content: { 'application/json': { schema: failed } } },
  });
  const body = { required: true, content: { 'application/json': { schema: schemaOf(returned) } } };
  return {
    get: { operationId: 'signIn.offer', security: [], responses: answers(schemaOf(offer), 'How to sign in') },
    post: { operationId: 'signIn.finish', security: [], requestBody: body, responses: answers(schemaOf(session), 'A session') },
    delete: { operationId: 'signIn.end', responses: answers({ type: 'null' }, 'The session has ended') },
  };
}

function answering(answer: object): object {
  return { type: 'object', required: ['answer'], properties: { answer } };
}

function schemaOf(schema: v.GenericSchema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema as never, { typeMode: 'input', errorMode: 'ignore' });
  return rest;
}
