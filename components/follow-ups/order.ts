import { newestFirst, type FollowUp } from '../../lib/model/follow-up';

/** A reminder is emphasised from this long (ms) before it is due until a day after. */
const DAY = 24 * 60 * 60_000;

/** Whether its reminder is still open. `now` is epoch ms. */
export function isOpenReminder({ remindAt }: FollowUp, now: number): boolean {
  return remindAt !== null && Date.parse(remindAt) > now - DAY;
}

/** Open reminders first, the next one leading; then the others, newest first. */
export function inOrder(followUps: FollowUp[], now: number): FollowUp[] {
  const open = followUps.filter((one) => isOpenReminder(one, now));
  const rest = followUps.filter((one) => !isOpenReminder(one, now));
  return [...open.sort((a, b) => Date.parse(a.remindAt!) - Date.parse(b.remindAt!)), ...newestFirst(rest)];
}
