import type * as v from 'valibot';

type Issue = v.BaseIssue<unknown>;

/** All issues of a value with their full paths: the paths inside the branches of a union are relative to the union. */
export function partsOf(issue: Issue, before?: Issue['path']): Issue[] {
  const path = [...(before ?? []), ...(issue.path ?? [])];
  const whole = { ...issue, path: path.length > 0 ? path : undefined } as Issue;
  return [whole, ...(issue.issues ?? []).flatMap((inner) => partsOf(inner, whole.path))];
}

/** The deepest issue in the best fitting branch of a union: a branch does not fit if a key is unknown to it or its `kind` differs. */
export function deepestIn(issue: Issue): Issue {
  const parts = partsOf(issue);
  const depthOf = ({ path }: Issue) => path?.length ?? 0;
  const deep = parts.filter((part) => depthOf(part) === Math.max(...parts.map(depthOf)));
  return deep.find(({ type, expected }) => type !== 'literal' && expected !== 'never') ?? deep[0]!;
}
