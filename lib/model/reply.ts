import { LIMITS } from './limits';

/** A quick reply, with its group (which may be '') and its position among all. */
export interface QuickReply {
  id: string;
  group: string;
  title: string;
  text: string;
  order: number;
}

/** Limits: the number of replies, and the length of each. */
export const MOST_REPLIES = 1_000;
export const LONGEST_REPLY = LIMITS.followUp;

/** In their stored order, but the replies of one group together, at the position of its first one. */
export function inGroups(replies: QuickReply[]): [string, QuickReply[]][] {
  const ordered = replies.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return [...Map.groupBy(ordered, ({ group }) => group)];
}
