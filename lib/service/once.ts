import { digestOf } from '../model/digest';
import { ProblemError, type Problem } from '../model/problem';
import type { Step } from '../providers/provider';
import { item, readState, writeState } from '../wire/items';

/** What is being done in this worker, by its id: pressed twice is one. */
const running = new Map<string, Promise<void>>();

/**
 * Does something of several steps that must not be done twice, however often it is asked for under one `id`: each step is noted by itself, so
 * that the next time it goes on after the last that was done. A step whose end nobody knows, because its answer was lost or the worker was
 * stopped in it, is looked for; where that cannot be, it counts as done.
 */
export function onlyOnce(id: string, act: (step: Step) => Promise<void>): Promise<void> {
  const doing =
    running.get(id) ?? act((name, contents, work, look) => oneStep(id, name, contents, work, look)).finally(() => running.delete(id));
  running.set(id, doing);
  return doing;
}

/** Other contents are another step. Only their hash is noted: what lies in the session outlives a lock. */
async function oneStep(
  id: string,
  name: string,
  contents: unknown,
  work: () => Promise<void>,
  look?: () => Promise<boolean>,
): Promise<void> {
  const key = `once:${id}` as const;
  const step = `${name} ${await digestOf(JSON.stringify(contents))}`;
  const note = async (state: 'begun' | 'done' | undefined) => {
    const { [key]: steps = {} } = await readState([key]);
    const { [step]: _, ...others } = steps;
    await writeState(item(key, state ? { ...others, [step]: state } : others));
  };
  const before = (await readState([key]))[key]?.[step];
  if (before === 'done') return;
  if (before === 'begun' && (!look || (await look()))) return note('done');
  await note('begun');
  try {
    await work();
  } catch (thrown) {
    if (wasRefused(thrown)) await note(undefined);
    throw thrown;
  }
  await note('done');
}

/** Whether a failure says for certain that nothing was done. */
function wasRefused(thrown: unknown): boolean {
  return thrown instanceof ProblemError && !UNSURE.includes(thrown.problem.kind);
}

const UNSURE: Problem['kind'][] = ['unexpected', 'not-understood', 'server-error', 'timed-out', 'unreachable'];
