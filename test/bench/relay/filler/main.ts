import { setTimeout as delay } from 'node:timers/promises';

/**
 * Browsers on other computers that fill their copies again and again: `main.ts ORIGIN TOKEN...`. What they do with a part would cost their computers' time, so
 * here they only rest as long as a browser does between two parts.
 */
const [origin, ...tokens] = process.argv.slice(2) as [string, ...string[]];
await Promise.all(
  tokens.map(async (token) => {
    for (;;) {
      const headers = { authorization: `Bearer ${token}` };
      const body = JSON.stringify({ since: null, cursor: null });
      const response = await fetch(`${origin}/v1/connections/-/list`, { method: 'POST', headers, body });
      for await (const part of response.body!) if (part.length > 0) await delay(20);
      process.stdout.write('.');
    }
  }),
);
