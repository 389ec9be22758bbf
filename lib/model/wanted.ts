/** What the panel is to show, asked for outside it; `at` (epoch ms) tells two of them apart. */
export type Wanted = { at: number } & WantedView;

export type WantedView =
  | { kind: 'search'; purpose: 'search'; text: string }
  /** The list of reminders, with one of them opened. */
  | { kind: 'today'; reminder: string | null };
