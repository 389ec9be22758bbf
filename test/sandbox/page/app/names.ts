/** One-pixel picture behind every emoji; the style sheet paints the emoji itself. */
export const SPACER = '/zh_CN/htmledition/v2/images/spacer.gif';

/** QQ faces that the talk uses: what is typed between brackets, and the number in the class. */
export const QQ_FACES: Record<string, number> = { 微笑: 0, 呲牙: 13, 偷笑: 20, 愉快: 21, 玫瑰: 63, 强: 79, 握手: 81, 抱拳: 83, OK: 89 };

/** A name as the server sends it: escaped once, known emoji as empty spans whose class holds the code points. */
export function serverName(plain: string): string {
  return escapeOnce(plain).replace(KNOWN_EMOJI, (emoji) => `<span class="emoji emoji${hexOf(emoji)}"></span>`);
}

/** The spans of the server become pictures, with the words "_web" in their text attribute and no alt. */
export function spansToPictures(html: string): string {
  return html.replace(/<span class="(emoji emoji[0-9a-f]+)"><\/span>/g, `<img class="$1" text="_web" src="${SPACER}">`);
}

/** What a person typed, as the page keeps it: escaped, faces and emoji as pictures, addresses as links. */
export function messageHtml(plain: string): string {
  const linked = serverName(plain).replace(/https?:\/\/[^\s<，。]+/g, toLink);
  return spansToPictures(linked)
    .replace(/\[([^\]]{1,3})\]/g, toFace)
    .replaceAll('\n', '<br/>');
}

/** Every known emoji in the texts, once each: class suffix and characters, for the style sheet. */
export function emojiIn(texts: string[]): Map<string, string> {
  return new Map(texts.flatMap((text) => text.match(KNOWN_EMOJI) ?? []).map((emoji) => [hexOf(emoji), emoji]));
}

/**
 * Emoji that the server knows: up to Unicode 6, flags as pairs, with their variation selector. Newer ones
 * (U+1F900 and up) come as plain characters.
 */
const KNOWN_EMOJI = /[\u{1F1E6}-\u{1F1FF}]{2}|[\u{2600}-\u{27BF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6C5}]\u{FE0F}?/gu;

function hexOf(emoji: string): string {
  return Array.from(emoji, (character) => character.codePointAt(0)!.toString(16)).join('');
}

function escapeOnce(text: string): string {
  const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => escapes[character]!);
}

function toLink(address: string): string {
  const target = encodeURIComponent(address.replaceAll('&amp;', '&'));
  return `<a target="_blank" href="/cgi-bin/mmwebwx-bin/webwxcheckurl?requrl=${target}">${address}</a>`;
}

function toFace(whole: string, name: string): string {
  const number = QQ_FACES[name];
  return number === undefined ? whole : `<img class="qqemoji qqemoji${number}" text="${whole}_web" src="${SPACER}">`;
}
