/** Messages come in bursts; they are searched when nothing has changed for this time, in ms. */
export const PAUSE = 200;
