import type { Options } from './login.ts';

const PAUSE = 2_500;

/**
 * What goes on without anybody doing anything: the page asks the server again and again by script nodes that come
 * and go in the head. Nothing else in the document moves.
 */
export function startBackground() {
  const script = document.createElement('script');
  script.src = `/cgi-bin/mmwebwx-bin/synccheck?r=${Math.round(performance.timeOrigin + performance.now())}`;
  script.onload = script.onerror = () => {
    script.remove();
    setTimeout(startBackground, PAUSE);
  };
  document.head.append(script);
}

/** The real page asks before it is left; tests would stand still there, so it does so only when told. */
export function guardUnload({ unload }: Options) {
  if (unload) addEventListener('beforeunload', (event) => event.preventDefault());
}
