import { ProblemError } from '../model/problem';

/** Whether the line is a place in code, in the forms of the browsers: `    at name (address:1:2)`, `    at address:1:2`, `name@address:1:2`. */
function isPlace(line: string): boolean {
  return (/^\s+at ./.test(line) || /^[^\s@]*@\S+$/.test(line)) && /:\d+:\d+\)?$/.test(line);
}

/** Logs a failure with its kind and its places in code; never its message, which may contain a customer's name. */
export function logFailure(what: string, thrown: unknown): void {
  const { name = typeof thrown, stack = '' } = thrown instanceof Error ? thrown : {};
  const places = stack.split('\n').filter(isPlace);
  const kind = thrown instanceof ProblemError ? thrown.problem.kind : name;
  console.error(`Kebian: ${what} failed`, [kind, ...places].join('\n'));
}
