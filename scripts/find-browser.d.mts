/** The path of a Chromium-based browser, or null. */
export function findBrowser(): string | null;

/** Whether it cannot load an unpacked extension from the command line. */
export function isBranded(path: string): boolean;

/** The path of a Firefox, or null. */
export function findFirefox(): string | null;

/** The path of a Redis or Valkey server, or null. */
export function findRedis(): string | null;
