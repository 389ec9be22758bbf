import { type Person, people, shownName } from '../people.ts';
import { createRandom } from './app/ids.ts';

/** One transparent pixel. */
export const SPACER_GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The picture of whoever has this sequence number: first character of the name on a colour of their own. */
export function avatarSvg(seq: number): string {
  const owner = people.find((person) => person.avatarSeq === seq);
  const hue = Math.round(createRandom(`avatar ${seq}`)() * 360);
  return square(`hsl(${hue} 42% 52%)`, owner ? drawingOf(owner) : letter('李'));
}

/** Shown until a picture is there. */
export function blankAvatarSvg(): string {
  return square('#c9ccd1', SILHOUETTE);
}

export function faviconSvg(): string {
  return square('#3db93d', '<path d="M18 22h28v16H32l-8 7v-7h-6z" fill="#fff"/>');
}

/** Looks like a QR code and says nothing. */
export function qrCodeSvg(): string {
  const random = createRandom('qr code');
  const cells = Array.from({ length: 29 * 29 }, (_, index) => ({ x: index % 29, y: Math.floor(index / 29) }));
  const dots = cells.filter(({ x, y }) => !inCorner(x, y) && random() < 0.48);
  const path = dots.map(({ x, y }) => `M${x} ${y}h1v1h-1z`).join('');
  const eyes = [eye(0, 0), eye(22, 0), eye(0, 22)].join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 33 33" shape-rendering="crispEdges"><path d="M-2-2h33v33h-33z" fill="#fff"/><path d="${path}" fill="#222"/>${eyes}</svg>`;
}

/** An article for the read tab. */
export function articleHtml(id: number): string {
  const text = '做销售的人每天都在和时间赛跑：报价要快，跟进要稳，记录要全。把每一次沟通写下来，下一次开口就有了分寸。';
  return `<!DOCTYPE html><html lang="zh_CN"><meta charset="UTF-8"><title>文章 ${id + 1}</title><body style="font:16px/1.8 sans-serif;margin:40px 60px;color:#333"><h2>第 ${id + 1} 期</h2>${`<p>${text}</p>`.repeat(6)}</body></html>`;
}

const SILHOUETTE = '<circle cx="32" cy="25" r="11" fill="#fff"/><path d="M10 58c2-16 12-20 22-20s20 4 22 20z" fill="#fff"/>';

function drawingOf(person: Person): string {
  if (person.kind === 'room') return GROUP;
  const first = Array.from(shownName(person).replace(/^A(?=\p{Script=Han})/u, ''))[0] ?? '';
  return letter(first);
}

const GROUP = [12, 34]
  .flatMap((x) =>
    [12, 34].map((y) => `<rect x="${x}" y="${y}" width="18" height="18" rx="2" fill="#fff" opacity="${0.95 - (x + y) / 160}"/>`),
  )
  .join('');

function letter(character: string): string {
  const safe = character.replace(/[<&]/g, '');
  return `<text x="32" y="43" font-size="30" font-family="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif" text-anchor="middle" fill="#fff">${safe}</text>`;
}

function square(colour: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="${colour}"/>${content}</svg>`;
}

function inCorner(x: number, y: number): boolean {
  return (x < 8 && y < 8) || (x > 20 && y < 8) || (x < 8 && y > 20);
}

function eye(x: number, y: number): string {
  return `<path d="M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z" fill="#222" fill-rule="evenodd"/>`;
}
