import type { SiteSettings } from './settings';

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

/** Which chat pages are to be read, as it is stored: the person's own choice, with nothing about customers in it. */
export interface StoredPages {
  /** Taught pages. */
  sites?: SiteSettings[];
  /** Known pages that were switched on or off, by their id. */
  sitesOn?: Record<string, boolean>;
}

/** Whether a known page is to be read. */
export function isOn({ id, invited }: KnownPage, sitesOn: StoredPages['sitesOn']): boolean {
  return sitesOn?.[id] ?? !invited;
}

/** Whether one of the patterns, all of them `https://host[:port]/*`, covers this origin. */
export function covers(matches: string[], origin: string): boolean {
  return matches.some((pattern) => URL.parse(pattern.replace(/\*$/, ''))?.origin === origin);
}

/** The patterns by which the browser is asked: it knows no ports. */
export function withoutPort(matches: string[]): string[] {
  return matches.map((pattern) => pattern.replace(/:\d+(?=\/\*$)/, ''));
}
