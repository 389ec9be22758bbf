import { registerHooks } from 'node:module';

// lib/ leaves the extension out, as bundlers like it; plain node wants it.
registerHooks({
  resolve(specifier, context, next) {
    const bare = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier);
    return next(bare ? `${specifier}.ts` : specifier, context);
  },
});
