import type { Site } from './site';
import { wechatWeb } from './wechat-web';

/** The known chat pages that are in the manifest. */
export const sites: Site[] = [wechatWeb];

/** The site of a page; hosts are compared exactly. */
export function siteFor(hostname: string): Site | null {
  return sites.find((site) => site.matches.some((pattern) => new URL(pattern.replace('*', '')).hostname === hostname)) ?? null;
}
