import type { Settings } from './provider';

/** The origin of the address in `settings.baseUrl`; none while it is no web address. */
export function originsOf(settings: Settings): string[] {
  const url = URL.parse(settings.baseUrl ?? '');
  return url && /^https?:$/.test(url.protocol) ? [url.origin] : [];
}

/** The address of a call: the base URL, whether or not it ends in a slash, and a path that begins with one. */
export function urlOf(settings: Settings, path: string): string {
  return (settings.baseUrl ?? '').trim().replace(/\/+$/, '') + path;
}
