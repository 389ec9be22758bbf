import { takes, type FoundCard } from '../../lib/model/one-record';
import type { EditActions, NotWritten, PanelActions } from './actions';

/** What is written of a customer goes to the same person in other CRMs too, as edits of their own. */
export function writingAlso<A extends EditActions & Pick<PanelActions, 'submitAlso'>>(
  actions: A,
  others: FoundCard[],
  missed: (what: NotWritten[]) => void,
): A {
  return {
    ...actions,
    submit: (ref, change, ...more) => {
      const made = actions.submit(ref, change, ...more);
      if (change.kind === 'follow-up') return made;
      const willing = others.filter((card) => takes(card, change.kind === 'remark' ? 'remark' : 'tags'));
      void actions
        .submitAlso(
          willing.map(({ body }) => body.customer),
          change,
        )
        .then(missed);
      return made;
    },
  };
}
