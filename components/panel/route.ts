import type { Customer } from '../../lib/model/customer';
import type { Tag } from '../../lib/model/tag';
import type { Wanted } from '../../lib/model/wanted';
import type { SearchPurpose } from '../search/search-view';

/** The view that replaces the customer during another task. */
export type Route =
  | { kind: 'search'; purpose: SearchPurpose; text?: string; at?: number }
  | { kind: 'history'; customer: Customer }
  | { kind: 'tag'; connection: string; tag: Tag }
  | Wanted
  | { kind: 'today' | 'replies' | 'tasks' | 'calls' };

/** Whether a view has to do with the open chat: it ends with it, so that nothing is done to the wrong contact. An excerpt says whose it is. */
export function endsWithChat(route: Route): boolean {
  return !['today', 'replies', 'tasks', 'calls', 'excerpt'].includes(route.kind);
}
