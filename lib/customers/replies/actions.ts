import { toProblem } from '../../model/problem';
import type { QuickReply } from '../../model/reply';
import { problemOf } from '../../panel/actions';
import { call } from '../../wire/bus';

/** The actions of the quick replies view. */
export function createRepliesActions() {
  return {
    load: () => call('replies', null).catch((thrown) => ({ kind: 'problem' as const, problem: toProblem(thrown, 'replies') })),
    save: (put: QuickReply[], remove: string[]) => problemOf(call('saveReplies', { put, remove })),
  };
}
