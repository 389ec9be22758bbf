/** A moment (epoch ms) as the browser's own input for date and time writes it: local time without a zone. */
export function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * The moment (ISO) of such a text: `picked`, a moment, where the text shows it. By itself the text does not say which of two it is when clocks are put back.
 */
export function momentOf(local: string, picked: string): string {
  return picked !== '' && localTime(Date.parse(picked)) === local ? picked : new Date(local).toISOString();
}
