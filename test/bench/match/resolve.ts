import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

const LIB = new URL('../../../lib/', import.meta.url).href;

// lib/ omits the extension, and the index of a folder, as bundlers allow; plain node needs them.
registerHooks({
  resolve(specifier, context, next) {
    const ours = !context.parentURL?.includes('/node_modules/');
    const bare = ours && specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier);
    if (!bare) return next(specifier, context);
    const file = new URL(`${specifier}.ts`, context.parentURL);
    return next(existsSync(file) ? file.href : new URL(`${specifier}/index.ts`, context.parentURL).href, context);
  },
  // Bundlers replace this by the browser that they build for.
  load(url, context, next) {
    const loaded = next(url, context);
    const source = url.startsWith(LIB) ? String(loaded.source) : '';
    return source.includes('import.meta.env') ? { ...loaded, source: `import.meta.env ??= { BROWSER: 'chrome' }; ${source}` } : loaded;
  },
});
