#!/usr/bin/env bash
# rate-limiter-flexible 11.4.0. One would expect that ten points in a second are never more than ten within any second, or that its block or
# its even delay sees to that.
# Seen: its windows are fixed, from the first call of a key: nine calls before the end of one and ten behind it go through within a fifth of a second,
# nineteen where ten were allowed; with BurstyRateLimiter twenty-four. A CRM that counts exactly refuses nine of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error rate-limiter-flexible@11.4.0 >/dev/null
cat >seen.mjs <<'END'
import { deepStrictEqual } from 'node:assert';
import { mock } from 'node:test';
import flexible from 'rate-limiter-flexible';

const { BurstyRateLimiter, RateLimiterMemory } = flexible;
mock.timers.enable({ apis: ['Date', 'setTimeout', 'setInterval'], now: 0 });

async function mostWithinOneSecond(limiter) {
  const passed = [];
  const start = Date.now();
  const call = () => limiter.consume('company').then(() => passed.push(Date.now() - start)).catch(() => {});
  await call();
  for (const [wait, calls] of [[900, 20], [110, 20]]) {
    mock.timers.tick(wait);
    for (let at = 0; at < calls; at++) await call();
  }
  return Math.max(...passed.map((from) => passed.filter((at) => at >= from && at < from + 1000).length));
}

const seen = {
  RateLimiterMemory: await mostWithinOneSecond(new RateLimiterMemory({ points: 10, duration: 1 })),
  'with a burst of 5': await mostWithinOneSecond(
    new BurstyRateLimiter(new RateLimiterMemory({ points: 10, duration: 1, keyPrefix: 'a' }), new RateLimiterMemory({ points: 5, duration: 1, keyPrefix: 'b' })),
  ),
};
console.table(seen);
deepStrictEqual(seen, { RateLimiterMemory: 19, 'with a burst of 5': 24 });
process.exit();
END
timeout 60 node seen.mjs
