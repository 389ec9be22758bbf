import type { Choices, SiteSettings } from './settings';

/** A chat page that Kebian knows without being taught. */
export interface KnownPage {
  id: string;
  /** The address that opens it. */
  url: string;
  matches: string[];
  /** Kebian reads it only after the person has switched it on and the browser has granted permission. */
  invited: boolean;
}

/** WeChat's console for public accounts and mini programs; its page is known from copies of about 2018 to 2020. */
export const MPKF: KnownPage = { id: 'mpkf', url: 'https://mpkf.weixin.qq.com/', matches: ['https://mpkf.weixin.qq.com/*'], invited: true };

export const WECHAT_WEB: KnownPage = {
  id: 'wechat-web',
  url: 'https://wx.qq.com/',
  matches: [
    ...['wx', 'wx1', 'wx2', 'wx8'].map((host) => `https://${host}.qq.com/*`),
    ...['web', 'web1', 'web2'].map((host) => `https://${host}.wechat.com/*`),
    'https://web.weixin.qq.com/*',
  ],
  invited: false,
};

export const KNOWN_PAGES: KnownPage[] = [WECHAT_WEB, MPKF];

/** Whether a known page is read. */
export function isOn({ id, invited }: KnownPage, { sitesOn, resting }: Pick<Choices, 'sitesOn' | 'resting'>): boolean {
  return (sitesOn[id] ?? !invited) && !resting.includes(id);
}

/** The pages that the person has switched on or taught, besides those in the manifest. */
export function invitedOf(choices: Choices): (SiteSettings | KnownPage)[] {
  const taught = choices.sites.filter(({ id }) => !choices.resting.includes(id));
  return [...taught, ...KNOWN_PAGES.filter((page) => page.invited && isOn(page, choices))];
}

/** How a chat page is read: not at all, by Kebian's own adapter, or as it was taught. */
export type Reading = 'off' | 'known' | SiteSettings;

/** How the page with this origin is read. */
export function readingOf(choices: Choices, origin: string): Reading {
  const known = KNOWN_PAGES.find(({ matches }) => covers(matches, origin));
  if (known) return isOn(known, choices) ? 'known' : 'off';
  const taught = choices.sites.find(({ matches }) => covers(matches, origin));
  return taught && !choices.resting.includes(taught.id) ? taught : 'off';
}

/** Whether one of the patterns, all of them `https://host[:port]/*`, covers this origin. */
export function covers(matches: string[], origin: string): boolean {
  return originsIn(matches).includes(origin);
}

/** The patterns for the browser's permission: it does not support ports. */
export function withoutPort(matches: string[]): string[] {
  return matches.map((pattern) => pattern.replace(/:\d+(?=\/\*$)/, ''));
}

/** The origins of patterns, all of them `https://host[:port]/*`. */
export function originsIn(matches: string[]): string[] {
  return matches.flatMap((pattern) => URL.parse(pattern.replace(/\*$/, ''))?.origin ?? []);
}

/** A chat page and whether it is read; `url` opens it. */
export interface ChatPageView {
  id: string;
  /** The name of a taught page; '' for the known ones. */
  name: string;
  url: string;
  kind: 'known' | 'unverified' | 'taught';
  on: boolean;
  /** Set while it is not read because its address is that of a connected CRM. */
  resting: boolean;
  /** The browser has granted permission to it. */
  permitted: boolean;
  /** Candidates for each part of a taught page. */
  parts: [part: string, candidates: string[]][];
}

/** The part of the settings' address that opens the form for teaching this page; null for one whose address is not known. */
export function teachAddress(page: string | null): string {
  return `#teach/${encodeURIComponent(page ?? '')}`;
}

/** What `teachAddress` has put into an address: the page, '' where it is not known; null for any other address. */
export function taughtIn(hash: string): string | null {
  const [, page] = /^#teach\/(.*)$/s.exec(hash) ?? [];
  try {
    return page === undefined ? null : decodeURIComponent(page);
  } catch {
    return '';
  }
}
