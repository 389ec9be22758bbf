import { browser } from 'wxt/browser';

interface DataRights {
  browser_specific_settings?: { gecko?: { data_collection_permissions?: { optional?: string[] } } };
}

/**
 * The kinds of data for which the browser asks the person before any of it leaves the computer, as rights of the extension: Firefox does.
 * Other browsers know none, and refuse a question for them.
 */
export function dataRights(): { data_collection?: string[] } {
  const manifest = browser.runtime.getManifest() as DataRights;
  const kinds = manifest.browser_specific_settings?.gecko?.data_collection_permissions?.optional ?? [];
  return kinds.length > 0 ? { data_collection: kinds } : {};
}
