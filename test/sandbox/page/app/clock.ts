/**
 * The page's time, in minutes since the midnight of its first day. It stands still between messages, so that every
 * start and every picture shows the same times.
 */
export const clock = {
  minute: 5 * 24 * 60 + 17 * 60 + 42,

  /** The time of a message that comes now: each one a minute after the one before. */
  next(): number {
    return ++this.minute;
  },

  /** "09:05" for today, "昨天" or the weekday before that, as in the list and above messages. */
  shown(minute: number): string {
    const day = Math.floor(minute / 1440);
    const today = Math.floor(this.minute / 1440);
    const time = `${pad(Math.floor(minute / 60) % 24)}:${pad(minute % 60)}`;
    if (day === today) return time;
    return day === today - 1 ? `昨天 ${time}` : `${WEEKDAYS[((day % 7) + 7) % 7]} ${time}`;
  },
};

const WEEKDAYS = ['周五', '周六', '周日', '周一', '周二', '周三', '周四'];

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
