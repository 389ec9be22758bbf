/** The path of a Chromium-like browser, or null. */
export function findBrowser(): string | null;

/** Whether it takes no unpacked extension from the command line. */
export function isBranded(path: string): boolean;

/** The path of a Firefox, or null. */
export function findFirefox(): string | null;
