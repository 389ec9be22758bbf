import type { CustomerRef } from '../customer';

/** A customer of a Directory as a search shows it: enough for a line, the whole customer is asked for when the line is opened. */
export interface LocalHit {
  ref: CustomerRef;
  name: string;
  company: string | null;
  remark: string | null;
  nickname: string | null;
  phones: string[];
  tags: string[];
  owner: string | null;
}

/** A part of what a search over the Directories finds, best first. `next` asks for what follows, null at the end. */
export interface LocalHits {
  hits: LocalHit[];
  next: number | null;
}
