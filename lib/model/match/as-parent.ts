import type { Explanation } from './explain';
import { oncePerShown } from './once-per-shown';
import type { Profile } from './profile';
import type { Shown } from './shown';
import { weights } from './weights';

/** The pupil whose parent a shown name describes: 王子涵妈妈, 三年级2班王子涵的麻麻. */
interface Parent {
  child: string;
  who: 'mother' | 'father' | 'either';
}

const parentIn = /^(.{2,8}?)(?:的|家)?(?:(妈妈|妈咪|麻麻|妈|母亲)|(爸爸|爸比|粑粑|爸|父亲)|家长)$/u;

function parentOf(text: string): Parent | null {
  const [, child, mother, father] = parentIn.exec(text) ?? [];
  return child === undefined ? null : { child, who: mother ? 'mother' : father ? 'father' : 'either' };
}

export const readParent = oncePerShown(({ tokens }): Parent | null => {
  const said = tokens.filter(({ kind }) => kind === 'han').map(({ text }) => text);
  // 王子涵 妈妈, 王子涵（妈）.
  return parentOf(said.at(-1) ?? '') ?? parentOf(said.slice(-2).join(''));
});

/** A customer who is stored as a pupil's parent, by other words for it: a question. The other parent is another person: a list. */
export function asParent(shown: Shown, { name, remark }: Profile): Explanation[] {
  const read = readParent(shown);
  if (read === null) return [];
  return [name, remark].flatMap((stored): Explanation[] => {
    const known = stored === '' || stored === shown.key ? null : parentOf(stored);
    if (known === null) return [];
    const isWhole = read.child.endsWith(known.child) || (known.child.endsWith(read.child) && read.child.length > 2);
    const isGiven = known.child.length > 2 && known.child.slice(1) === read.child;
    if (!isWhole && !isGiven) return [];
    const choice = read.who !== known.who && read.who !== 'either' && known.who !== 'either';
    return [{ likelihood: isWhole ? weights.parent : weights.calledGiven, reasons: ['name', 'decorated'], doubt: true, choice }];
  });
}
