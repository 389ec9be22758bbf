import { ProblemError, type Problem } from '../../lib/model/problem';

/** The Problem that a call ends with; fails when it ends well or with anything else. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const thrown = await call.then(
    (value) => new Error(`No problem, but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (thrown instanceof ProblemError) return thrown.problem;
  throw thrown;
}
