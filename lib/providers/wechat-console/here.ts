import type { Customer } from '../../model/customer';
import type { ProviderDeps, Settings } from '../provider';
import type { ConsoleCall } from './client';
import { toCustomer } from './mapping';
import type { Row } from './schema';
import { tokensOf } from './tokens';

/** One open connection and what it has learned. */
export interface Here {
  settings: Settings;
  deps: ProviderDeps;
  call: ConsoleCall;
  /** The names of the tags that were seen on customers. */
  seenTags: Set<string>;
  /** The numbers of tags, by name, as far as they are in the settings. */
  tagNumbers: Map<string, string>;
}

/** The customer of a row, whose tags are from now on known. */
export function toSeen(here: Here, row: Row, known: Customer | null): Customer {
  tokensOf(row.tags).forEach((token) => here.seenTags.add(token));
  return toCustomer(row, here.deps.connection, known, here.tagNumbers);
}
