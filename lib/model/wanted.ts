/** What the panel is to show, asked for outside it; `at` (epoch ms) tells two of them apart. */
export type Wanted = { at: number } & WantedView;

export type WantedView =
  | { kind: 'search'; purpose: 'search'; text: string }
  /** A part of the chat with the contact of the key `of` (`contactKey`, '' where none was open), for that customer's record. */
  | { kind: 'excerpt'; text: string; of: string }
  /** The list of reminders, with one of them opened. */
  | { kind: 'today'; reminder: string | null };

/** What the panel is to do with a number: search for it, or offer it for the record of the chat's customer, or for a new one. */
export type NumberUse = 'search' | 'record';
