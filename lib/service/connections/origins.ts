import { browser } from 'wxt/browser';
import type { ConnectionSettings } from '../../model/settings';
import { providerById } from '../../providers/registry';
import { dataRights } from '../../wire/consent';
import { forgetEnds } from './request-rules';

/** The origins to which these connections send requests. */
export function originsOf(connections: ConnectionSettings[]): string[] {
  return connections.flatMap(({ provider, values }) => providerById(provider)?.origins(values) ?? []);
}

/**
 * Removes the permission for each origin that no connection needs, and the request rules for it; without any connection also the consent to send data
 * (Firefox). Permissions of the manifest and the patterns of `pages` stay.
 */
export async function releaseOrigins(needed: string[], pages: string[] = []): Promise<void> {
  await forgetEnds(needed);
  const rights = dataRights();
  if (needed.length === 0 && rights.data_collection) await browser.permissions.remove({ ...rights, origins: [] }).catch(() => false);
  await releasePatterns([...needed.map(patternOf), ...pages]);
}

/** Removes all host permissions except these patterns and those of the manifest. */
export async function releasePatterns(needed: string[]): Promise<void> {
  const { host_permissions = [], content_scripts = [] } = browser.runtime.getManifest();
  const staying = new Set([...host_permissions, ...content_scripts.flatMap(({ matches }) => matches ?? []), ...needed]);
  const { origins = [] } = await browser.permissions.getAll();
  const spare = origins.filter((origin) => !staying.has(origin));
  // Some that the browser lists cannot be removed one by one.
  await Promise.all(spare.map((origin) => browser.permissions.remove({ origins: [origin] }).catch(() => false)));
}

/** A port is not part of a match pattern. */
function patternOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
