import { NO_RECORDS, type Counts } from '../../model/former';
import type { Base, Change } from '../../model/edit';
import { MOST_AT_ONCE, type ManyChange, type ManyDone, type ManyOutcome, type Told } from '../../model/many/many-calls';
import { toProblem, type Problem } from '../../model/problem';
import { call } from '../../wire/bus';

/** Changes many customers in steps; the worker does each step in one transaction. */
export function createManyActions() {
  /** What was counted for each step of a deletion, by the step's ids. */
  const counted = new Map<string, Counts>();
  return {
    changeMany: (connection: string, ids: string[], change: ManyChange, told: Told) =>
      inSteps(connection, ids, told, (step) => call('changeMany', { ...step, change })),
    editMany: async (connection: string, edits: { id: string; before: Base }[], change: Change, told: Told): Promise<ManyOutcome> => {
      const outcome: ManyOutcome = { connection, run: null, parts: 0, changed: 0, problem: null };
      for (const { id, before } of edits) {
        if (outcome.changed > 0 && !told(outcome.changed)) break;
        try {
          await call('submit', { edit: crypto.randomUUID(), ref: { connection, id }, change, base: before });
          outcome.changed++;
        } catch (thrown) {
          return { ...outcome, problem: toProblem(thrown, 'many') };
        }
      }
      return outcome;
    },
    countMany: async (connection: string, ids: string[]): Promise<Counts | Problem> => {
      let sum = NO_RECORDS;
      try {
        for (const part of partsOf(ids)) {
          const counts = await call('countMany', { connection, ids: part });
          counted.set(part.join(), counts);
          sum = added(sum, counts);
        }
        return sum;
      } catch (thrown) {
        return toProblem(thrown, 'many');
      }
    },
    removeMany: (connection: string, ids: string[], told: Told) =>
      inSteps(connection, ids, told, (step) => call('removeMany', { ...step, loses: counted.get(step.ids.join()) ?? NO_RECORDS })),
    undoMany: async ({ connection, run, parts }: ManyOutcome, told: Told): Promise<Problem | null> => {
      if (run === null) return { kind: 'not-undone', why: 'too-late' };
      try {
        for (let part = parts - 1; part >= 0; part--) {
          await call('undoMany', { connection, run, part });
          told((parts - part) * MOST_AT_ONCE);
        }
        return null;
      } catch (thrown) {
        return toProblem(thrown, 'many');
      }
    },
  };
}

interface Step {
  connection: string;
  run: string;
  part: number;
  ids: string[];
}

async function inSteps(connection: string, ids: string[], told: Told, act: (step: Step) => Promise<ManyDone>): Promise<ManyOutcome> {
  const run = crypto.randomUUID();
  const outcome: ManyOutcome = { connection, run, parts: 0, changed: 0, problem: null };
  for (const [part, some] of partsOf(ids).entries()) {
    try {
      const { changed } = await act({ connection, run, part, ids: some });
      outcome.parts = part + 1;
      outcome.changed += changed;
    } catch (thrown) {
      return { ...outcome, problem: toProblem(thrown, 'many') };
    }
    if (!told(Math.min(ids.length, (part + 1) * MOST_AT_ONCE))) break;
  }
  return outcome;
}

function partsOf(ids: string[]): string[][] {
  const count = Math.ceil(ids.length / MOST_AT_ONCE);
  return Array.from({ length: count }, (_, at) => ids.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE));
}

function added(a: Counts, b: Counts): Counts {
  return Object.fromEntries(
    Object.keys(NO_RECORDS).map((key) => [key, a[key as keyof Counts] + b[key as keyof Counts]]),
  ) as unknown as Counts;
}
