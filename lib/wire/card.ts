import * as v from 'valibot';
import type { CustomerRef } from '../model/customer';
import type { DraftName } from '../model/draft';
import type { Change, Intent } from '../model/edit';
import type { Rules } from '../model/rules';
import type { Caller } from './caller';
import { short } from './chat-checks';

/** The properties of one call to the worker; `Calls` has its answer. The compiler requires a matching card for each call. */
export interface Card<A> {
  /** Who may make it. */
  by: Caller['kind'];
  /** Set if a popover may make it, too: what the call touches, which has to be the popover's own. */
  byPopover?: (ask: A) => Touched;
  /** What has to be readable for an answer; `session`: the session and the CRMs are enough while the database cannot be opened. */
  needs: 'records' | 'session' | 'nothing';
  /** Whether it exports customers, links or settings, other than through a CRM's own calls: then a policy has to allow `export`. */
  takesOut: false | 'export';
  /** The further rule that an administrator's policy has to allow. */
  rule?: Exclude<keyof Rules, 'export'>;
  /** The schema of what is asked, built at its first use: what passes it reaches the handler unchanged. */
  ask: () => v.GenericSchema<A>;
}

/** What a call touches: `popover` is one that a frame claims by its key, `number` the number that the popover is about. */
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
