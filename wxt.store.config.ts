import { defineConfig } from 'wxt';
import { KEY_FILES } from './scripts/private-keys';
import store, { manifest } from './wxt.config';

/** What is handed to the stores (`npm run zip`): the store build without the key, which gives an unpacked build its id and which they refuse. */
export default defineConfig({
  ...store,
  outDirTemplate: 'store/{{browser}}',
  manifest: (environment) => {
    const { key: _, ...rest } = manifest(environment);
    return rest;
  },
  zip: {
    artifactTemplate: '{{name}}-{{version}}-{{browser}}.zip',
    sourcesTemplate: '{{name}}-{{version}}-sources.zip',
    // What builds the extension, and what its reviewers read.
    includeSources: [
      '{components,entrypoints,lib,locales,public}/**',
      'scripts/{licences,private-keys,zip}.ts',
      'scripts/*.{cjs,mjs,d.mts}',
      'scripts/unicode-licence.txt',
      'docs/store/**',
      '{package,package-lock,tsconfig}.json',
      'wxt.{config,store.config}.ts',
      '{README,README.zh-CN,SECURITY,CHANGELOG}.md',
    ],
    excludeSources: ['docs/store/pictures/**', 'lib/**/*.md', ...KEY_FILES],
  },
});
