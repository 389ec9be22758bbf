import { defineConfig, type UserManifest } from 'wxt';
import store, { manifest } from './wxt.config';

/**
 * Only for demo, end-to-end tests and benchmarks: the store build with the right to reach CRMs on this computer, in Firefox with the consent
 * to what is sent there from the beginning.
 */
export default defineConfig({
  ...store,
  outDirTemplate: '{{browser}}-mv{{manifestVersion}}-demo',
  manifest: (environment) => ({
    ...consenting(manifest(environment)),
    host_permissions: [
      ...(manifest(environment).host_permissions ?? []),
      'http://127.0.0.1/*',
      'http://localhost/*',
      'https://127.0.0.1/*',
      'https://localhost/*',
    ],
  }),
});

function consenting(store: UserManifest): UserManifest {
  const gecko = store.browser_specific_settings?.gecko;
  const asked = gecko?.data_collection_permissions?.optional;
  if (!asked) return store;
  const required = asked.filter((kind) => kind !== 'technicalAndInteraction');
  return { ...store, browser_specific_settings: { gecko: { ...gecko, data_collection_permissions: { required } } } };
}
