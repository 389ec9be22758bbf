import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openGallery } from './browser.ts';
import { allPictures } from './pictures.ts';

/** Takes a picture of every state: `node --import ./test/bench/match/resolve.ts test/gallery/shoot.ts [name ...]`. They end up in .output/gallery/. */
const OUT = join(import.meta.dirname, '../../.output/gallery');

const wanted = process.argv.slice(2);
const gallery = await openGallery();
await mkdir(OUT, { recursive: true });
for (const picture of allPictures()) {
  const name = `${picture.state}-${picture.width}-${picture.theme}-${picture.language}`;
  if (wanted.length > 0 && !wanted.some((part) => name.startsWith(part))) continue;
  await gallery.show(picture);
  await gallery.page.screenshot({ path: join(OUT, `${name}.png`), fullPage: picture.state.startsWith('options') });
}
await gallery.close();
