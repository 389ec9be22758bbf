/** The number of older versions that stay beside an automatic backup: the last one of each day. */
export const MOST_OLDER = 7;

/** The name of an older version: the day and time when it was made, on the clock of the computer that replaced it. */
export const OLDER_VERSION = /^kebian-backup-(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)\.kebian$/;

/** @param madeAt ISO 8601 */
export function olderName(madeAt: string): string {
  const at = new Date(madeAt);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [String(at.getFullYear()).padStart(4, '0'), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `kebian-backup-${day}-${two(at.getHours())}${two(at.getMinutes())}.kebian`;
}

/** When the older version of this name was made, ISO 8601 to the minute; null for any other name. */
export function olderTime(name: string): string | null {
  const [year, month, day, hours, minutes] = OLDER_VERSION.exec(name)?.slice(1).map(Number) ?? [];
  return minutes === undefined ? null : new Date(year!, month! - 1, day, hours, minutes).toISOString();
}

/** The names of older versions in a text, the newest first. */
export function olderNamesIn(text: string): string[] {
  const found = text.match(/kebian-backup-[\d-]{15}\.kebian/g) ?? [];
  return [...new Set(found.filter((name) => OLDER_VERSION.test(name)))].toSorted().toReversed();
}

export function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
