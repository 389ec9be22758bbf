// `npm start`: builds, starts the sandbox and a real browser with the extension and a connected CRM. With a display a person tries it;
// without one, or with `-- --headless`, the tour walks the same path by itself and says what it saw.
import buildDemo from '../test/support/build-demo.ts';
import { demo } from './demo.ts';
import { tour } from './tour.ts';

const headless = process.argv.includes('--headless') || !hasDisplay();

console.log('Building Kebian for the sandbox ...');
buildDemo();
process.exitCode = headless ? await tour() : await demo();

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
