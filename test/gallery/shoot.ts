import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openGallery, type Picture } from './browser.ts';
import { panelStates } from './panel-states.ts';

/** Takes a picture of every state: `node test/gallery/shoot.ts [name ...]`. They end up in .output/gallery/. */
const OUT = join(import.meta.dirname, '../../.output/gallery');

const wanted = process.argv.slice(2);
const gallery = await openGallery();
await mkdir(OUT, { recursive: true });
for (const picture of pictures()) {
  const name = `${picture.state}-${picture.width}-${picture.theme}-${picture.language}`;
  if (wanted.length > 0 && !wanted.some((part) => name.startsWith(part))) continue;
  await gallery.show(picture);
  await gallery.page.screenshot({ path: join(OUT, `${name}.png`), fullPage: picture.state.startsWith('options') });
}
await gallery.close();

function* pictures(): Generator<Picture> {
  for (const [state, { press }] of Object.entries(panelStates)) {
    yield { state, width: 360, theme: 'light', language: 'zh_CN', press };
    yield { state, width: 360, theme: 'dark', language: 'zh_CN', press };
    yield { state, width: 320, theme: 'light', language: 'zh_CN', press };
    yield { state, width: 600, theme: 'light', language: 'zh_CN', press };
  }
}
