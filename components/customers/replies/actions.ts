import type { Failed, Problem } from '../../../lib/model/problem';
import type { QuickReply } from '../../../lib/model/reply';

/** The actions of the quick replies view. */
export interface RepliesActions {
  load(): Promise<QuickReply[] | Failed>;
  /** Stores and deletes in one transaction; resolves with null once it is on the disk, or with the Problem. */
  save(put: QuickReply[], remove: string[]): Promise<Problem | null>;
}
