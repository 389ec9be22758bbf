/** What the panel was asked to show from elsewhere; `at` (epoch ms) distinguishes two requests. */
export type Wanted = { at: number } & WantedView;

export type WantedView =
  | { kind: 'search'; purpose: 'search'; text: string }
  /** A selected part of the chat, for the record of its customer; `of` is the contact's key (`contactKey`), '' where no chat was open. */
  | { kind: 'excerpt'; text: string; of: string }
  /** The list of reminders, with one of them opened. */
  | { kind: 'today'; reminder: string | null };

/** What to do with a number: search for it, or offer it for the record of the chat's customer or for a new one. */
export type NumberUse = 'search' | 'record';
