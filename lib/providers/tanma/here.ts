import type { Field } from '../../model/customer';
import type { ProviderDeps, Settings } from '../provider';
import type { TanmaCall } from './client';
import type { TagLibrary } from './mapping';

/** One open connection and what it keeps for ten minutes. */
export interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: TanmaCall;
  tags: Kept<TagLibrary> | null;
  fields: Kept<Field[]> | null;
  /** Tanma's number of the person whose account is set, once it is known. */
  me: string | null;
  /** What the memory, or the CRM, says to the question for that number; null until it is put. */
  asked: Promise<string | null> | null;
  /** What the colleagues are called, by their WeCom accounts, once it was asked for; empty where that is refused. */
  names: Promise<Map<string, string>> | null;
  /** False once the call that lists people by the time of their adding has been refused. */
  hasWindows: boolean;
}

/** A value of the CRM, and until when (epoch ms) it need not be asked for again. */
export interface Kept<T> {
  value: T;
  until: number;
}
