import type { Settings } from './provider';

/** The origin of the address in `settings.baseUrl`; none while it is no web address. */
export function originsOf(settings: Settings): string[] {
  const url = URL.parse(settings.baseUrl ?? '');
  return url && /^https?:$/.test(url.protocol) ? [url.origin] : [];
}

/** The address of a call: the base URL, whether or not it ends in a slash, and a path that begins with one. */
export function urlOf(settings: Settings, path: string): string {
  return withoutSlashes((settings.baseUrl ?? '').trim()) + path;
}

/** The text without slashes at its end. */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end--;
  return text.slice(0, end);
}
