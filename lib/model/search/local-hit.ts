import type { CustomerRef } from '../customer';

/** A customer of a directory in the search results: enough for a line; the whole customer is loaded when the line is opened. */
export interface LocalHit {
  ref: CustomerRef;
  name: string;
  company: string | null;
  remark: string | null;
  nickname: string | null;
  phones: string[];
  tags: string[];
  owner: string | null;
  /** The text on this device beside them that matches what was typed. */
  beside?: string;
}

/** A part of the results of a search in directories, the best first. `next` asks for the next part, null at the end. */
export interface LocalHits {
  hits: LocalHit[];
  next: number | null;
}
