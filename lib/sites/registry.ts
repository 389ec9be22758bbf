import type { Site } from './site';
import { wechatWeb } from './wechat-web';

/** Every chat page that Kebian knows by itself. */
export const sites: Site[] = [wechatWeb];

/** The site that a page belongs to; hosts are exact. */
export function siteFor(hostname: string): Site | null {
  return sites.find((site) => site.matches.some((pattern) => new URL(pattern.replace('*', '')).hostname === hostname)) ?? null;
}
