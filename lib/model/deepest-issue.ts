import type * as v from 'valibot';

type Issue = v.BaseIssue<unknown>;

/** What a schema refuses in a value, each part with its whole path: the issue of a union holds those of its branches, as seen from there. */
export function partsOf(issue: Issue, before?: Issue['path']): Issue[] {
  const path = [...(before ?? []), ...(issue.path ?? [])];
  const whole = { ...issue, path: path.length > 0 ? path : undefined } as Issue;
  return [whole, ...(issue.issues ?? []).flatMap((inner) => partsOf(inner, whole.path))];
}

/** The deepest part, of the branch of a union that fits best: another branch is told by a key that it lacks, or by its kind. */
export function deepestIn(issue: Issue): Issue {
  const parts = partsOf(issue);
  const depthOf = ({ path }: Issue) => path?.length ?? 0;
  const deep = parts.filter((part) => depthOf(part) === Math.max(...parts.map(depthOf)));
  return deep.find(({ type, expected }) => type !== 'literal' && expected !== 'never') ?? deep[0]!;
}
