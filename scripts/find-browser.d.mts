/** The path of a Chromium-based browser, or null. */
export function findBrowser(): string | null;

/** Whether it is one of Google's or Microsoft's own builds, which are given an extension over the debugging pipe. */
export function isBranded(path: string): boolean;

/** The path of a Firefox, or null. */
export function findFirefox(): string | null;

/** The path of a Redis or Valkey server, or null. */
export function findRedis(): string | null;
