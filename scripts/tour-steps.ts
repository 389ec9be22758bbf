import { join, relative } from 'node:path';

/** Where the tour in each browser leaves its pictures. */
export const PICTURES = {
  chrome: join(import.meta.dirname, '../.output/tour'),
  firefox: join(import.meta.dirname, '../.output/tour-firefox'),
};

export interface Step<W> {
  says: string;
  /** Does it as a person would, and answers with what was to be seen. Throws when it was not to be seen. */
  walk(walk: W): Promise<string>;
}

/** Answers with how many of the steps have shown what was to be seen. */
export async function walkAll<W>(steps: Step<W>[], walk: W, first: number, picture: (name: string) => Promise<void>): Promise<number> {
  let passed = 0;
  for (const [at, step] of steps.entries()) {
    const number = first + at;
    try {
      console.log(`${number}. ${step.says}\n   saw: ${await step.walk(walk)}`);
      passed++;
    } catch (failure) {
      console.log(`${number}. ${step.says}\n   FAILED: ${failure instanceof Error ? failure.message : String(failure)}`);
      await picture(`failed-${number}`).catch(() => undefined);
    }
  }
  return passed;
}

/** Prints how it went; answers with the exit code. */
export function reported(pictures: string, passed: number, all: number): number {
  console.log(`\nThe pictures are in ${relative(process.cwd(), pictures)}\n${passed} passed, ${all - passed} failed`);
  return passed === all ? 0 : 1;
}
