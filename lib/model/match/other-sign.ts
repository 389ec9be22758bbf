/** Signs that names keep in simplified script, and the other sign that a converter makes of each: 李乾 and 李干, 王昇 and 王升 are different people. */
const KEPT: [kept: string, other: string][] = [
  ['乾', '干'],
  ['昇', '升'],
  ['於', '于'],
  ['徵', '征'],
  ['锺', '钟'],
];

/** Whether a folded name is written with different signs in both texts, which are not folded. */
export function hasOtherSign(name: string, text: string, stored: string): boolean {
  return KEPT.some(([kept, other]) => name.includes(other) && text.includes(kept) !== stored.includes(kept));
}
