import { readdir, readFile } from 'node:fs/promises';
import { people } from '../people.ts';
import { emojiIn, QQ_FACES } from './app/names.ts';
import { TALK_TEXTS } from './app/talk.ts';

/** The document with all templates in it, as the real page carries them. */
export async function documentHtml(): Promise<string> {
  const index = await readFile(new URL('views/index.html', import.meta.url), 'utf8');
  const names = (await readdir(new URL('views/', import.meta.url))).filter((name) => name !== 'index.html');
  const templates = await Promise.all(names.map(template));
  return index.replace('<!--templates-->', () => templates.join('\n'));
}

/** All style sheets in the order of their names, then one rule per emoji and face that can come up. */
export async function styleSheet(): Promise<string> {
  const names = (await readdir(new URL('styles/', import.meta.url))).sort();
  const sheets = await Promise.all(names.map((name) => readFile(new URL(`styles/${name}`, import.meta.url), 'utf8')));
  return [...sheets, ...emojiRules()].join('\n');
}

async function template(name: string): Promise<string> {
  const html = await readFile(new URL(`views/${name}`, import.meta.url), 'utf8');
  return `<script type="text/ng-template" id="${name}">\n${html}</script>`;
}

/** Emoji beyond those of the people and their talk that tests and demos like to type. */
const MORE_EMOJI = '😄😀😂😍😭👍👌🙏🎉🔥💰📞🇨🇳';

/** The pictures in names are empty; these rules paint the emoji on them with the machine's own emoji font. */
function emojiRules(): string[] {
  const texts = [...people.flatMap((person) => [person.nickname, person.remark]), ...TALK_TEXTS, MORE_EMOJI];
  const emoji = [...emojiIn(texts)].map(([hex, characters]) => rule(`emoji${hex}`, characters));
  const faces = Object.entries(QQ_FACES).map(([name, number]) => rule(`qqemoji${number}`, FACES[name] ?? '🙂'));
  return [...emoji, ...faces];
}

const FACES: Record<string, string> = {
  微笑: '🙂',
  呲牙: '😁',
  偷笑: '🤭',
  愉快: '😊',
  玫瑰: '🌹',
  强: '👍',
  握手: '🤝',
  抱拳: '🙏',
  OK: '👌',
};

function rule(name: string, characters: string): string {
  const picture = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'><text x='10' y='15.5' font-size='15' font-family='Noto Color Emoji, Apple Color Emoji, Segoe UI Emoji' text-anchor='middle'>${characters}</text></svg>`;
  return `.${name}{background-image:url("data:image/svg+xml,${encodeURIComponent(picture)}")}`;
}
