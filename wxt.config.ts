import preact from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { sites } from './lib/sites/registry';

const chatPages = sites.flatMap((site) => site.matches);

/** Only for demo, end-to-end tests and benchmarks: the sandbox's CRMs live on this computer. */
const sandboxOrigins = ['http://127.0.0.1/*', 'http://localhost/*', 'https://127.0.0.1/*', 'https://localhost/*'];

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({ plugins: [preact(), tailwindcss()] }),
  manifest: ({ browser, mode }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'zh_CN',
    permissions: ['storage', 'alarms', 'scripting', ...(browser === 'chrome' ? ['sidePanel'] : [])],
    host_permissions: [...chatPages, ...(mode === 'demo' ? sandboxOrigins : [])],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    action: { default_title: '__MSG_name__' },
    commands: {
      [browser === 'firefox' ? '_execute_sidebar_action' : '_execute_action']: { suggested_key: { default: 'Ctrl+Shift+Y' } },
    },
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'" },
    ...(browser === 'chrome'
      ? { minimum_chrome_version: '126' }
      : {
          browser_specific_settings: {
            gecko: { id: 'kebian@kebian.example', strict_min_version: '140.0', data_collection_permissions: { required: ['none'] } },
          },
        }),
  }),
});
