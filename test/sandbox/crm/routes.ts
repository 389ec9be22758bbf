import type { Answer } from './answer.ts';
import type { Incoming } from './incoming.ts';

/** Answers one call; `params` holds what stands in the path for `:name`. */
export type Handler = (request: Incoming, params: Record<string, string>) => Answer;

/** `'POST /api/v3/customer/search'` -> handler: the table of contents of a CRM. */
export type Routes = Record<string, Handler>;

/** The handler's answer, or null when no route fits. `path` comes without the product's prefix. */
export function answerByRoute(routes: Routes, request: Incoming, path: string): Answer | null {
  for (const [pattern, handler] of Object.entries(routes)) {
    const [method, shape] = pattern.split(' ') as [string, string];
    const params = method === request.method ? paramsOf(shape, path) : null;
    if (params) return handler(request, params);
  }
  return null;
}

function paramsOf(shape: string, path: string): Record<string, string> | null {
  const wanted = shape.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = given[index]!;
    else if (part !== given[index]) return null;
  }
  return params;
}
