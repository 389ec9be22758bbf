import type { CustomerRef } from './customer';
import type { Region } from './regions';

/** An existing customer who may be the one that is being added. */
export interface Alike {
  ref: CustomerRef;
  name: string;
  company: string | null;
  /** The number that both have, as the record writes it; else the record's first number. */
  phone: string | null;
  /** What both have in common: a number, or the name together with the company. */
  by: 'phone' | 'name';
}

/** The ids of the similar customers that the person has seen and added the new one nevertheless; `home` is how numbers are read. */
export interface Seen {
  despite: readonly string[];
  home: Region | null;
}

/** The most that are listed; those with the same number come first. */
export const MOST_ALIKE = 20;
