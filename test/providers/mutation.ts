import * as fc from 'fast-check';
import { ProblemError } from '../../lib/model/problem';

/** One change of an answer: at a place that `steps` lead to, something else stands, nothing, or the same twice. */
export const mutation = fc.record({
  path: fc.nat(),
  steps: fc.array(fc.nat(), { maxLength: 7 }),
  how: fc.constantFrom('replace', 'remove', 'double', 'cut', 'garble'),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('', '[]', '{}', '-1', -1, 0, '["a"]', '[1', null, [], {}, 1e300, 0.5, true, '2022-13-45 99:00:00', 100400, 100401),
  ),
});
export type Mutation = ReturnType<typeof mutation.generate>['value'];

/** What a call that may fail ends with: `otherwise` for a Problem, which is as good as an answer; anything else that is thrown is a fault. */
export async function orProblem<T>(call: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.problem.kind !== 'unexpected') return otherwise;
    throw thrown;
  }
}

/** A fetch that gives to each path its answer, changed by the mutations. */
export function serve(answers: Record<string, unknown>, mutations: Mutation[]): typeof globalThis.fetch {
  const paths = Object.keys(answers);
  const texts = new Map(paths.map((path) => [path, JSON.stringify(answers[path])]));
  for (const one of mutations) {
    const path = paths[one.path % paths.length]!;
    texts.set(path, mutated(texts.get(path)!, one));
  }
  return (url) => Promise.resolve(new Response(texts.get(new URL(url as string).pathname) ?? '', { status: 200 }));
}

function mutated(text: string, { how, steps, value }: Mutation): string {
  const at = (steps[0] ?? 0) % (text.length + 1);
  if (how === 'cut') return text.slice(0, at);
  if (how === 'garble') return text.slice(0, at) + JSON.stringify(value) + text.slice(at + 1);
  try {
    return JSON.stringify(changedAt(JSON.parse(text), steps, how, value));
  } catch {
    return text;
  }
}

function changedAt(json: unknown, [step, ...rest]: number[], how: string, value: unknown): unknown {
  if (step === undefined || typeof json !== 'object' || json === null || !Object.keys(json).length) return how === 'replace' ? value : json;
  const entries: [string, unknown][] = Object.entries(json);
  const index = step % entries.length;
  const [key, inner] = entries[index]!;
  if (!rest.length && how === 'remove') entries.splice(index, 1);
  else if (!rest.length && how === 'double') entries.splice(index, 0, [key, inner]);
  else entries[index] = [key, changedAt(inner, rest, how, value)];
  return Array.isArray(json) ? entries.map((entry) => entry[1]) : Object.fromEntries(entries);
}
