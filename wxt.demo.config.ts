import { defineConfig } from 'wxt';
import store, { manifest } from './wxt.config';

/** Only for demo, end-to-end tests and benchmarks: the store build with the right to reach CRMs on this computer. */
export default defineConfig({
  ...store,
  outDirTemplate: '{{browser}}-mv{{manifestVersion}}-demo',
  manifest: (environment) => ({
    ...manifest(environment),
    host_permissions: [
      ...(manifest(environment).host_permissions ?? []),
      'http://127.0.0.1/*',
      'http://localhost/*',
      'https://127.0.0.1/*',
      'https://localhost/*',
    ],
  }),
});
