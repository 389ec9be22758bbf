/** The one own page that may stand in a frame, and that counts for nothing outside of one. */
export const POPOVER = '/popover.html';
