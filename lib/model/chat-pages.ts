import type { Choices, SiteSettings } from './settings';

/** A chat page that Kebian knows without being taught. */
export interface KnownPage {
  id: string;
  /** Where it is opened. */
  url: string;
  matches: string[];
  /** Kebian goes there only after the person has switched it on and the browser was allowed to. */
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

/** Whether a known page is to be read. */
export function isOn({ id, invited }: KnownPage, { sitesOn, resting }: Pick<Choices, 'sitesOn' | 'resting'>): boolean {
  return (sitesOn[id] ?? !invited) && !resting.includes(id);
}

/** The pages into which a person wants Kebian, besides those that it is in from its installation on. */
export function invitedOf(choices: Choices): (SiteSettings | KnownPage)[] {
  const taught = choices.sites.filter(({ id }) => !choices.resting.includes(id));
  return [...taught, ...KNOWN_PAGES.filter((page) => page.invited && isOn(page, choices))];
}

/** How one chat page is to be read: not at all, as Kebian knows it by itself, or as it was taught. */
export type Reading = 'off' | 'known' | SiteSettings;

/** How the page of this origin is to be read. */
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

/** The patterns by which the browser is asked: it knows no ports. */
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
  /** What the person calls a taught page; '' for the known ones. */
  name: string;
  url: string;
  kind: 'known' | 'unverified' | 'taught';
  on: boolean;
  /** Not read, because its address is a connected CRM's. */
  resting: boolean;
  /** The browser lets Kebian into it. */
  permitted: boolean;
  /** Candidates for each part of a taught page. */
  parts: [part: string, candidates: string[]][];
}
