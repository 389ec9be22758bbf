import type { Problem } from '../../../lib/model/problem';
import type { QuickReply } from '../../../lib/model/reply';

/** What the view of quick replies asks for. */
export interface RepliesActions {
  load(): Promise<QuickReply[] | { kind: 'problem'; problem: Problem }>;
  /** Stores and deletes in one step; resolves with null once it is on the disk, or with what is in the way. */
  save(put: QuickReply[], remove: string[]): Promise<Problem | null>;
}
