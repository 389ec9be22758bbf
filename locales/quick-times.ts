import type { QuickTime } from '../lib/model/quick-times';
import { localeOf, type Spoken } from './translate';

/** "In 1 hour", "Tomorrow 09:00", "Mon, 12/7, 09:00": what a button for that time says. */
export function quickTimeText({ kind, at }: QuickTime, language: Spoken): string {
  const locale = localeOf(language);
  const from = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  // Between a number and a word in Chinese stands a blank, as everywhere in the texts.
  if (kind === 'hour') return capital(from.format(1, 'hour')).replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
  if (kind === 'tomorrow') return `${capital(from.format(1, 'day'))} ${new Intl.DateTimeFormat(locale, clock).format(at)}`;
  return new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'numeric', day: 'numeric', ...clock }).format(at);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
