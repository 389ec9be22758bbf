import type { CustomerRef } from './customer';
import type { Region } from './regions';

/** A customer who is there already and may be the one that is being added. */
export interface Alike {
  ref: CustomerRef;
  name: string;
  company: string | null;
  /** As the record has it: the number that both have, where they have one, else its first. */
  phone: string | null;
  /** What both have: a number, or the name together with the company. */
  by: 'phone' | 'name';
}

/** The ids of the customers alike whom the person has seen before they added one all the same, and how numbers are read. */
export interface Seen {
  despite: readonly string[];
  home: Region | null;
}

/** At most this many are named, those with the number first. */
export const MOST_ALIKE = 20;
