/** The path of a Chromium-like browser that loads unpacked extensions, or null. */
export function findBrowser(): string | null;
