import { browser } from 'wxt/browser';

interface DataRights {
  browser_specific_settings?: { gecko?: { data_collection_permissions?: { optional?: string[] } } };
}

/**
 * The kinds of data for which Firefox asks the person's consent before they leave the computer, in the form of permissions. Other browsers know none,
 * and reject a request for them.
 */
export function dataRights(): { data_collection?: string[] } {
  const manifest = browser.runtime.getManifest() as DataRights;
  const kinds = manifest.browser_specific_settings?.gecko?.data_collection_permissions?.optional ?? [];
  return kinds.length > 0 ? { data_collection: kinds } : {};
}
