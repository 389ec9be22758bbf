import { explain } from './explain';
import { Lexicon } from './lexicon';
import { profileOf } from './profile';
import type { MatchRecord } from './records';
import { readShown } from './shown';

/** Tells of a customer whether a contact who is shown by this name may be meant, by any of the ways to be shown. */
export function explainedBy(shownName: string): (record: MatchRecord) => boolean {
  const shown = readShown(shownName);
  const nothing = shown.key === '' && shown.phones.length + shown.theirs.length === 0;
  const lexicon = new Lexicon();
  return (record) => !nothing && explain(shown, profileOf(record), lexicon).likelihood > 0;
}
