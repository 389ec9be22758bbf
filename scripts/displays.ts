import { connect, type NetConnectOpts } from 'node:net';
import { isAbsolute, join } from 'node:path';

export function hasDisplay(): boolean {
  return process.platform !== 'linux' || named() !== '';
}

/** What to do where no window can be opened because no display answers; '' where one does. */
export async function displayFault(): Promise<string> {
  if (process.platform !== 'linux') return '';
  const answers = await Promise.all(places().map(isThere));
  if (answers.includes(true)) return '';
  return `No window can be opened: the display ${named()} does not answer. Correct the variable DISPLAY, or unset it (npm start then walks the path by itself, as with -- --headless), and run this again.`;
}

function named(): string {
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] || '';
}

/** Where the displays that are named listen. */
function places(): NetConnectOpts[] {
  const { DISPLAY = '', WAYLAND_DISPLAY = '', XDG_RUNTIME_DIR = '' } = process.env;
  const [, host, number] = /^(.*):(\d+)(?:\.\d+)?$/.exec(DISPLAY) ?? [];
  const socket = `/tmp/.X11-unix/X${number}`;
  return [
    ...(number && (host === '' || host === 'unix') ? [{ path: socket }, { path: `\0${socket}` }] : []),
    ...(number && host && host !== 'unix' ? [{ host, port: 6000 + Number(number) }] : []),
    ...(WAYLAND_DISPLAY ? [{ path: isAbsolute(WAYLAND_DISPLAY) ? WAYLAND_DISPLAY : join(XDG_RUNTIME_DIR, WAYLAND_DISPLAY) }] : []),
  ];
}

function isThere(place: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...place, timeout: 3_000 });
    const end = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
