import { digestOf } from '../../model/digest';
import { ProblemError, type Problem } from '../../model/problem';
import type { Step } from '../../providers/provider';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';

/** The actions that run in this worker, by id: a second press joins the first. */
const running = new Map<string, Promise<void>>();

/**
 * Runs an action of several steps that must not be done twice, however often it is asked for under one `id`: each step is noted, so that the next
 * call continues after the last completed one. A step with an unknown outcome, because its answer was lost or the worker was stopped in it, is looked
 * for in the CRM; if that is not possible it counts as done.
 */
export function onlyOnce(id: string, act: (step: Step) => Promise<void>): Promise<void> {
  const doing =
    running.get(id) ?? act((name, contents, work, look) => oneStep(id, name, contents, work, look)).finally(() => running.delete(id));
  running.set(id, doing);
  return doing;
}

/**
 * Runs one step. Other contents make it another step; their hash is in the session and outlives a lock. While the outcome is unknown the contents are
 * stored, too, so that the step can be looked for after they were corrected.
 */
async function oneStep<Contents>(
  id: string,
  name: string,
  contents: Contents,
  work: () => Promise<void>,
  look?: (contents: Contents) => Promise<boolean>,
): Promise<void> {
  const key = `once:${id}` as const;
  const step = `${name} ${await digestOf(JSON.stringify(contents))}`;
  const note = (state: 'begun' | 'done' | undefined) => noteStep(id, step, state, contents);
  const before = (await readState([key]))[key]?.[step];
  if (before === 'done') return;
  if (before === 'begun' && (!look || (await look(contents)))) return note('done');
  if (look) await lookForOthers(id, name, step, look);
  await note('begun');
  try {
    await work();
  } catch (thrown) {
    if (wasRefused(thrown)) await note(undefined);
    throw thrown;
  }
  await note('done');
}

async function noteStep(id: string, step: string, state: 'begun' | 'done' | undefined, contents: unknown): Promise<void> {
  const [key, unsure] = [`once:${id}`, `unsure:${id}`] as const;
  const { [key]: steps = {}, [unsure]: begun = {} } = await readState([key, unsure]);
  const { [step]: _, ...others } = steps;
  const { [step]: __, ...left } = begun;
  const now = state === 'begun' ? { ...left, [step]: contents } : left;
  await writeState({
    ...item(key, state ? { ...others, [step]: state } : others),
    ...item(unsure, Object.keys(now).length > 0 ? now : undefined),
  });
}

/** Reports a step that was completed with other contents, which have been corrected since. */
async function lookForOthers(id: string, name: string, step: string, look: (contents: never) => Promise<boolean>): Promise<void> {
  const unsure = `unsure:${id}` as const;
  const begun = Object.entries((await readState([unsure]))[unsure] ?? {});
  for (const [other, contents] of begun) {
    if (other === step || !other.startsWith(`${name} `)) continue;
    const isThere = await look(contents as never);
    await noteStep(id, other, isThere ? 'done' : undefined, contents);
    if (isThere) throw new ProblemError({ kind: 'done-before' });
  }
}

/** Whether a failure says for certain that nothing was done. */
function wasRefused(thrown: unknown): boolean {
  return thrown instanceof ProblemError && !UNSURE.includes(thrown.problem.kind);
}

const UNSURE: Problem['kind'][] = ['unexpected', 'not-understood', 'server-error', 'timed-out', 'unreachable'];
