import { LIMITS } from './limits';

/** A text that is copied as an answer, under a group (which may be ''), at its place among all. */
export interface QuickReply {
  id: string;
  group: string;
  title: string;
  text: string;
  order: number;
}

/** As many may be kept, and as long may each be. */
export const MOST_REPLIES = 1_000;
export const LONGEST_REPLY = LIMITS.followUp;

/** In the order in which they are kept; replies of one group stand together, where its first one stands. */
export function inGroups(replies: QuickReply[]): [string, QuickReply[]][] {
  const ordered = replies.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return [...Map.groupBy(ordered, ({ group }) => group)];
}
