/** The path of a Chromium-like browser that loads unpacked extensions, or null. */
export function findBrowser(): string | null;

/** The path of a Firefox, or null. */
export function findFirefox(): string | null;
