/** Why an address cannot be that of a CRM. */
export type AddressFault = 'no-address' | 'more-text' | 'no-scheme' | 'other-scheme' | 'signs-in' | 'open-http';

/** A valid address, with what the person should know about it. */
export interface GoodAddress {
  address: string;
  /** What was removed: a page's own path, a query, the path that every call begins with; null where nothing was. */
  cut: string | null;
  /** Plain http: credentials and customers can be read on the way. */
  clear: boolean;
  /** A path that the CRM's calls are not known to begin with; null where the path is right. */
  path: string | null;
}

export type CheckedAddress = { fault: AddressFault } | GoodAddress;

/** The paths of a product's addresses, without slashes around them. */
export interface AddressShape {
  /** The path of the API; '' where the calls begin at the host. */
  path: string;
  /** The first part of the path of every call, which is often copied along. */
  calls?: string;
}

/**
 * Checks the address of a CRM as it was typed or pasted, in a form, a settings file or a policy: https anywhere, http within a private
 * network or this computer alone, of a host with a plain name or number. Full-width and invisible characters are put right, and blanks at
 * the ends; other text around the address is the fault `more-text`, never part of the host.
 */
export function checkAddress(typed: string, shape: AddressShape = { path: '' }): CheckedAddress {
  if (typed.length > LONGEST) return { fault: 'more-text' };
  const text = plainText(typed);
  const scheme = /^([a-z][a-z\d+.-]*):(?!\d+(?:[/?#]|$))/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') return { fault: 'other-scheme' };
  const [place = ''] = text.split(/[?#]/, 1);
  if (/\s/.test(text) || !isPlainPlace(place) || place.lastIndexOf('://') > place.indexOf('://'))
    return { fault: place.includes('*') || !/\w[.:]/.test(place) ? 'no-address' : 'more-text' };
  if (scheme === undefined) return { fault: URL.canParse(`https://${text}`) && /[.:]|^localhost/i.test(text) ? 'no-scheme' : 'no-address' };
  const url = /^https?:\/\/[^/]/i.test(text) ? URL.parse(text) : null;
  if (!url || !isPlainHost(url.hostname) || isMisread(text, url.hostname)) return { fault: 'no-address' };
  url.hostname = withoutDot(url.hostname);
  if (url.username || url.password || /^https?:\/\/[^/?#]*@/i.test(text)) return { fault: 'signs-in' };
  if (scheme === 'http' && !isPrivateHost(url.hostname)) return { fault: 'open-http' };
  const whole = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const [path, calls] = withoutCalls(whole, shape);
  const cut = [calls, url.search, url.hash].join('') || (/[?#]$/.exec(text)?.[0] ?? '');
  return {
    address: url.origin + path,
    cut: cut || null,
    clear: scheme === 'http',
    path: path.slice(1) === shape.path ? null : path || '/',
  };
}

const LONGEST = 2_000;

/**
 * Whether the part before a query only has the characters of a scheme, a sign-in, a host, a port and a path, and the host's name ends in one
 * script.
 */
function isPlainPlace(place: string): boolean {
  const rest = place.replace(/^[a-z][a-z\d+.-]*:\/*/i, '');
  const end = rest.includes('/') ? rest.indexOf('/') : rest.length;
  const host = rest.slice(rest.lastIndexOf('@', end) + 1, end).replace(/:\d*$/, '');
  if (!/^[\w.~%/@:+$&=!-]*$/.test(rest.slice(end))) return false;
  if (host.startsWith('[')) return /^\[[\da-f:.]+\]$/i.test(host);
  const labels = withoutDot(host).split('.');
  // A worker looks at its addresses at each start, and the first use of the other expressions takes a millisecond.
  if (/^[\w.%-]*$/.test(host)) return true;
  return labels.every((label) => /^[\p{L}\p{M}\p{N}_%-]*$/u.test(label)) && /^(?:[\w%-]*|[\p{L}\p{M}]*)$/u.test(labels.at(-1)!);
}

/** Converts full-width characters; removes invisible characters, and blanks, quotes or brackets around the address. */
function plainText(typed: string): string {
  if (/^[\w:/.?#&=%-]*$/.test(typed)) return typed;
  return typed
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replaceAll('、', '/')
    .replace(/\p{Cf}|(?!\s)\p{Cc}/gu, '')
    .trim()
    .replace(/^[<"'“‘《「『(【](.*)[>"'”’》」』)】]$/u, '$1')
    .trim();
}

/**
 * Whether a host (as `URL.hostname` writes it) is a number or a name of letters, digits, hyphens and `_`, which occurs in names within
 * companies; no wildcards, no empty parts.
 */
function isPlainHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return true;
  return withoutDot(hostname)
    .split('.')
    .every((label) => /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/.test(label));
}

/** Whether a browser reads the typed number as another one: 192.168.8 as 192.168.0.8, 192.168.010.1 as 192.168.8.1. */
function isMisread(text: string, hostname: string): boolean {
  const numbers = /^https?:\/\/(\d+(?:\.\d+)+)(?:[:/?#]|$)/i.exec(text)?.[1];
  return numbers !== undefined && numbers !== hostname;
}

/** The host name without the final dot of the DNS root. */
function withoutDot(hostname: string): string {
  return hostname.replace(/\.$/, '');
}

/** Cuts an address that was copied from a call before the part that only calls have. */
function withoutCalls(path: string, { calls }: AddressShape): [path: string, calls: string] {
  const at = calls ? `${path}/`.indexOf(`/${calls}/`) : -1;
  return at === -1 ? [path, ''] : [path.slice(0, at), path.slice(at)];
}

/**
 * Whether a host (as `URL.hostname` writes it) is this computer or in a private network, by its number or its name; names are not looked up. A
 * name without a dot is local, unless it is a top-level domain (`com`).
 */
export function isPrivateHost(hostname: string): boolean {
  const host = withoutDot(hostname).toLowerCase();
  if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(host)) return isPrivateV4(host.split('.').map(Number));
  return host !== '' && ((!host.includes('.') && !TOP_LEVEL.test(host)) || /\.(localhost|local|lan|internal|home\.arpa)$/.test(host));
}

/** Country codes, top-level domains in other scripts, and the usual generic ones. */
const TOP_LEVEL =
  /^(?:[a-z]{2}|xn--.*|com|net|org|edu|gov|mil|int|arpa|info|biz|name|pro|mobi|asia|app|dev|top|xyz|vip|wang|ltd|site|online|tech|cloud)$/;

/** RFC 1918, loopback and link-local. */
function isPrivateV4([a = 0, b = 0]: number[]): boolean {
  return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254);
}

/** ::1, fc00::/7, fe80::/10, and the private IPv4 addresses as IPv6 writes them. */
function isPrivateV6(host: string): boolean {
  const groups = groupsOf(host);
  const [first = 0] = groups;
  if (groups.slice(0, 7).every((group) => group === 0)) return groups[7] === 1;
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(6);
    return isPrivateV4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
}

/** The eight groups of an IPv6 address as `URL` writes it, shortened and without dots. */
function groupsOf(host: string): number[] {
  const [before = '', after] = host.split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [parts(before), parts(after ?? '')];
  return after === undefined ? head : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
