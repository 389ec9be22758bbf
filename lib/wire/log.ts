import { ProblemError } from '../model/problem';

/** A place in code, as the browsers write them: `    at name (address:1:2)`, `    at address:1:2`, `name@address:1:2`. */
function isPlace(line: string): boolean {
  return (/^\s+at ./.test(line) || /^[^\s@]*@\S+$/.test(line)) && /:\d+:\d+\)?$/.test(line);
}

/** Logs that something failed, of which kind that was and in which places; never what it says, which may hold what a customer is called. */
export function logFailure(what: string, thrown: unknown): void {
  const { name = typeof thrown, stack = '' } = thrown instanceof Error ? thrown : {};
  const places = stack.split('\n').filter(isPlace);
  const kind = thrown instanceof ProblemError ? thrown.problem.kind : name;
  console.error(`Kebian: ${what} failed`, [kind, ...places].join('\n'));
}
