/** The only page of the extension that may be shown in a frame; outside of one, it gets no answers. */
export const POPOVER = '/popover.html';
