import { explain } from './explain';
import { Lexicon } from './lexicon';
import { profileOf } from './profile';
import type { MatchRecord } from './records';
import { readShown } from './shown';

/** Computes whether a contact with this name may be this customer, in any of the ways of naming. */
export function explainedBy(shownName: string): (record: MatchRecord) => boolean {
  const shown = readShown(shownName);
  const nothing = shown.key === '' && shown.phones.length + shown.theirs.length === 0;
  const lexicon = new Lexicon();
  return (record) => !nothing && explain(shown, profileOf(record), lexicon).likelihood > 0;
}
