import type { Field } from '../../model/customer';
import type { ProviderDeps, Settings } from '../provider';
import type { TanmaCall } from './client';
import type { TagLibrary } from './mapping';

/** One open connection and what it keeps for ten minutes. */
export interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: TanmaCall;
  tags: Cached<TagLibrary> | null;
  fields: Cached<Field[]> | null;
  /** Tanma's number of the person whose account is set, once it is known. */
  me: string | null;
  /** The answer of the memory, or the CRM, with that number; null until it was asked for. */
  asked: Promise<string | null> | null;
  /** The colleagues' names by their WeCom accounts, once asked for; empty if that is refused. */
  names: Promise<Map<string, string>> | null;
  /** False once the call that lists people by the time of their adding has been refused. */
  hasWindows: boolean;
}

/** A value of the CRM, and until when (epoch ms) it need not be asked for again. */
export interface Cached<T> {
  value: T;
  until: number;
}
