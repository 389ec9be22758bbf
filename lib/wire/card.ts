import * as v from 'valibot';
import type { CustomerRef } from '../model/customer';
import type { DraftName } from '../model/draft';
import type { Change, Intent } from '../model/edit';
import type { Rules } from '../model/rules';
import type { Caller } from './caller';
import { short } from './chat-checks';

/** What is true of one call to the worker; `Calls` says what comes back. The compiler wants a card for each call, and one that fits it. */
export interface Card<A> {
  /** Who may make it. */
  by: Caller['kind'];
  /** Set if a popover may make it, too: what the call touches, which has to be the popover's own. */
  byPopover?: (ask: A) => Touched;
  /** What it needs for an answer; `session`: the session and the CRMs are enough, while the database cannot be opened. */
  needs: 'records' | 'session' | 'nothing';
  /** Whether customers, links or settings leave the browser by it, otherwise than by a CRM's own calls: only where a policy allows `export`. */
  takesOut: false | 'export';
  /** What an administrator's policy has to allow for it besides. */
  rule?: Exclude<keyof Rules, 'export'>;
  /** The schema of what is asked, built at its first use: what passes it reaches the handler unchanged. */
  ask: () => v.GenericSchema<A>;
}

/** What a call touches: `popover` one that a frame comes to with its key, `number` the number that the popover is about. */
export type Touched =
  | { kind: 'customer'; ref: CustomerRef; change: Intent['kind'] }
  | { kind: 'edit'; edit: string; change?: Change['kind'] }
  | { kind: 'draft'; name: DraftName }
  | { kind: 'connection'; connection: string }
  | { kind: 'popover'; key: string }
  | { kind: 'number' };

/** Most calls: a page of ours asks, and the answer needs the records. */
export const PAGE = { by: 'own-page', needs: 'records' } as const;

export const nothing = () => v.null();
export const ofConnection = () => v.strictObject({ connection: short });
