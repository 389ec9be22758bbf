import ICAL from 'ical.js';
import type { Target } from '../../model/sheet/columns';
import { MOST, FileFaultError } from '../../model/sheet/file-fault';
import { listed } from '../../model/csv';
import { chosenOrFound, decoded } from './encoding';
import { renewed } from './old-card';
import type { Reading, Row, Table } from './table';

/**
 * The columns that are read from a card; the heading is the name of the property. What the book has no place for becomes a line of the remark:
 * a person chooses columns, and cannot miss one that is not there.
 */
const COLUMNS: readonly (readonly [heading: string, target: Target, of: (card: Card) => string])[] = [
  ['FN', 'name', nameOf],
  ['NICKNAME', 'nickname', (card) => [...textsOf(card, 'nickname'), ...androidNicknames(card)].join(', ')],
  ['TEL', 'phone', (card) => numbersOf(card, false)],
  ['TEL LABEL', 'remark', labelledNumbers],
  ['ORG', 'company', (card) => textsOf(card, 'org')[0] ?? ''],
  ['TITLE', 'remark', (card) => textsOf(card, 'title')[0] ?? ''],
  ['ROLE', 'remark', (card) => textsOf(card, 'role').join('\n')],
  ['NOTE', 'remark', (card) => textsOf(card, 'note').join('\n')],
  ['X-WECHAT', 'field:wechat', wechatOf],
  ['EMAIL', 'field:email', (card) => textsOf(card, 'email')[0] ?? ''],
  ['EMAIL 2', 'remark', (card) => textsOf(card, 'email').slice(1).join('\n')],
  ['BDAY', 'field:birthday', (card) => dayWithoutYear(card) || (textsOf(card, 'bday')[0] ?? androidBirthday(card))],
  ['ADR', 'field:address', (card) => addressesOf(card)[0] ?? ''],
  ['ADR 2', 'remark', (card) => addressesOf(card).slice(1).join('\n')],
  ['FAX', 'remark', (card) => numbersOf(card, true)],
  ['URL', 'remark', (card) => textsOf(card, 'url').join('\n')],
  ['IMPP', 'remark', accountsOf],
  ['CATEGORIES', 'tags', (card) => textsOf(card, 'categories', ',').map(listed).join(', ')],
];

export async function vcardTable(file: Blob, reading: Reading): Promise<Table> {
  const { encoding, doubtful } = await chosenOrFound(file, reading.encoding);
  const rows = async function* (onRead?: (bytes: number) => void): AsyncGenerator<Row[]> {
    yield [{ number: 0, cells: COLUMNS.map(([heading]) => heading) }];
    yield* cardsOf(decoded(file, encoding, onRead));
  };
  return {
    kind: 'vcard',
    targets: COLUMNS.map(([, target]) => target),
    fields: [],
    encoding,
    doubtful,
    separator: null,
    sheets: [],
    sheet: 0,
    merged: [],
    rows,
  };
}

async function* cardsOf(texts: AsyncIterable<string>): AsyncGenerator<Row[]> {
  let rest = '';
  let number = 0;
  const read = (text: string, isWhole: boolean): Row => {
    number++;
    const card = isWhole ? cardIn(text) : null;
    if (!card) return { number, cells: [], broken: true };
    return { number, cells: isGroup(card) ? [] : COLUMNS.map(([, , of]) => of(card)) };
  };
  for await (const text of texts) {
    rest += text;
    const rows: Row[] = [];
    let end = 0;
    for (const match of rest.matchAll(/^[ \t]*END:VCARD[ \t]*(?:\r\n?|\n|$(?![\s\S]))/gim)) {
      // The last line may continue in the next piece.
      const next = match.index + match[0].length;
      // A card was cut off if another begins before its end.
      const cards = rest
        .slice(end, next)
        .split(/^(?=[ \t]*BEGIN:VCARD)/im)
        .filter((part) => part.trim() !== '');
      for (const [at, card] of cards.entries()) rows.push(read(card, at === cards.length - 1));
      end = next;
    }
    rest = rest.slice(end);
    if (rest.length > MOST.row) throw new FileFaultError({ kind: 'row', row: number + 1, most: MOST.row });
    if (rows.length > 0) yield rows;
  }
  if (rest.trim() !== '')
    yield rest
      .split(/^(?=[ \t]*BEGIN:VCARD)/im)
      .filter((part) => part.trim() !== '')
      .map((part) => read(part, false));
}

/** Pictures, sounds and keys are skipped: they make up most of a card. */
const LEFT_OUT =
  /^(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY|AGENT|X-(?!WECHAT|QQ|ABLABEL|SOCIALPROFILE|WEIXIN|ANDROID-CUSTOM|ADDRESSBOOKSERVER-KIND)[\w-]*)[;:]/i;

type Property = [name: string, parameters: Record<string, unknown>, type: string, ...values: unknown[]];
type Card = Property[];

function cardIn(text: string): Card | null {
  // A folded line continues with a blank.
  const lines = text.replace(/(?:\r\n?|\n)[ \t](?![^\r\n]*(?:BEGIN|END):VCARD)/gi, '').split(/\r\n?|\n/);
  const kept = lines
    .filter((line) => line.trim() !== '' && !LEFT_OUT.test(line))
    .map((line) => line.replace(/^\s+(?=(?:BEGIN|END):)/i, ''));
  const version = kept
    .find((line) => /^VERSION:/i.test(line))
    ?.slice(8)
    .trim();
  const written = version === '2.1' || !version ? renewed(kept) : kept;
  const whole = written.some((line) => /^VERSION:/i.test(line)) ? written : [written[0]!, 'VERSION:3.0', ...written.slice(1)];
  const isRead = (line: string) =>
    FRAME.test(line) || (line.includes(':') && parsedOr(['BEGIN:VCARD', 'VERSION:3.0', line, 'END:VCARD']) !== null);
  return parsedOr(whole) ?? parsedOr(whole.filter(isRead));
}

const FRAME = /^(?:BEGIN|END|VERSION):/i;

/** Null for lines that the parser rejects, so that one bad line does not lose the card. */
function parsedOr(lines: string[]): Card | null {
  try {
    const [name, properties] = ICAL.parse(`${lines.join('\r\n')}\r\n`) as [string, Card];
    return name === 'vcard' ? properties : null;
  } catch {
    return null;
  }
}

/** A card that lists other cards (KIND:group): it describes no person. */
function isGroup(card: Card): boolean {
  return card.some(
    ([name, , , value]) =>
      (name === 'kind' || name === 'x-addressbookserver-kind') && typeof value === 'string' && /^group$/i.test(value.trim()),
  );
}

function textsOf(card: Card, wanted: string, apart = ' '): string[] {
  const flat = (value: unknown): string => (Array.isArray(value) ? value.map(flat).filter(Boolean).join(apart) : textOf(value));
  const found = card.filter(([name]) => name === wanted);
  const texts =
    apart === ',' ? found.flatMap(([, , , ...values]) => values.flat().map(flat)) : found.map(([, , , ...values]) => flat(values));
  // The parser leaves an escaped semicolon, and the escaped colon of iPhones, as they are.
  return texts.map((text) => text.replace(/\\([;:])/g, '$1').trim()).filter(Boolean);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function nameOf(card: Card): string {
  const [whole] = textsOf(card, 'fn');
  if (whole) return whole;
  const [family = '', given = '', middle = ''] = partsOf(card, 'n');
  return /\p{Script=Han}/u.test(family + given) ? family + middle + given : [given, middle, family].filter(Boolean).join(' ');
}

function partsOf(card: Card, wanted: string): string[] {
  return partsIn(card.find(([name]) => name === wanted)?.[3]);
}

function partsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map((part) => String(Array.isArray(part) ? part.join(' ') : part).trim()) : [];
}

/** The numbers of a card: those of faxes, or those that can be called. One for both can be called. */
function numbersOf(card: Card, isFax: boolean): string {
  const all = card.filter(([name, { type = [] }]) => name === 'tel' && isFax === isFaxType([type].flat().map(String)));
  return textsOf(all, 'tel')
    .map((text) => text.replace(/^tel:/i, ''))
    .join('\n');
}

/** Numbers that the person has named in words of their own, each after these words, as iPhones write them: in a property of the same group. */
function labelledNumbers(card: Card): string {
  const labels = new Map(
    card.flatMap(([name, { group }, , value]) => (name === 'x-ablabel' && typeof group === 'string' ? [[group, textOf(value)]] : [])),
  );
  const isOwn = (label: string) => label.trim() !== '' && !/^_\$!<.*>!\$_$/.test(label.trim());
  return card
    .flatMap((property) => {
      const label = property[0] === 'tel' ? labels.get(String(property[1]['group'])) : undefined;
      return label !== undefined && isOwn(label)
        ? textsOf([property], 'tel').map((number) => `${label.trim()}: ${number.replace(/^tel:/i, '')}`)
        : [];
    })
    .join('\n');
}

function isFaxType(types: string[]): boolean {
  return types.some((type) => /fax/i.test(type)) && !types.some((type) => /^(?:voice|cell)$/i.test(type));
}

/** Chinese addresses are written from the country down to the street. */
function addressesOf(card: Card): string[] {
  return card.filter(([name]) => name === 'adr').flatMap(([, , , value]) => addressOf(partsIn(value)) || []);
}

function addressOf([box = '', extended = '', street = '', city = '', region = '', code = '', country = '']: string[]): string {
  const isChinese = /\p{Script=Han}/u.test(street + city + region);
  const parts = isChinese ? [country, region, city, street, extended, box, code] : [box, extended, street, city, region, code, country];
  return parts.filter(Boolean).join(isChinese ? '' : ', ');
}

/** A birthday whose year the person left out: `--05-01`, or as iPhones write it, in a year of that meaning. */
function dayWithoutYear(card: Card): string {
  const [, parameters = {}] = card.find(([name]) => name === 'bday') ?? [];
  const [day = ''] = textsOf(card, 'bday');
  const omitted = parameters['x-apple-omit-year'];
  const rest = typeof omitted === 'string' && day.startsWith(`${omitted}-`) ? day.slice(omitted.length + 1) : /^--(.+)$/.exec(day)?.[1];
  return rest?.replace(/^(\d\d)(\d\d)$/, '$1-$2') ?? '';
}

/** Accounts other than WeChat, each after the name of its service. */
function accountsOf(card: Card): string {
  return card
    .flatMap(([name, parameters, , value]) => {
      if (!['impp', 'x-socialprofile', 'x-qq'].includes(name) || typeof value !== 'string' || value.trim() === '') return [];
      const named = parameters['x-service-type'] ?? (name === 'x-socialprofile' ? parameters['type'] : undefined);
      const service = name === 'x-qq' ? 'QQ' : typeof named === 'string' ? named : '';
      const account = value.trim().replace(/^x-apple:/i, '');
      return /we(?:chat|ixin)/i.test(service) || /^we(?:chat|ixin):/i.test(account)
        ? []
        : [service === '' ? account : `${service}: ${account}`];
    })
    .join('\n');
}

/** Android has a property of its own for what version 2.1 has none. */
function androidNicknames(card: Card): string[] {
  return textsOf(card, 'x-android-custom').flatMap((text) => /^vnd\.android\.cursor\.item\/nickname\\?;([^;\\]+)/.exec(text)?.[1] ?? []);
}

/** Android writes days as events, of which 3 is the birthday. */
function androidBirthday(card: Card): string {
  const found = textsOf(card, 'x-android-custom').flatMap(
    (text) => /^vnd\.android\.cursor\.item\/contact_event\\?;([\d-]{5,10})\\?;3(?:\\?;|$)/.exec(text)?.[1] ?? [],
  );
  return found[0] ?? '';
}

function wechatOf(card: Card): string {
  const own = [...textsOf(card, 'x-wechat'), ...textsOf(card, 'x-weixin')];
  const others = card.filter(
    ([name, parameters]) => ['impp', 'x-socialprofile'].includes(name) && /we(?:chat|ixin)/i.test(JSON.stringify(parameters)),
  );
  const said = card.filter(([name, , , value]) => name === 'impp' && /^we(?:chat|ixin):/i.test(String(value)));
  const [first = ''] = [...own, ...[...others, ...said].map(([, , , value]) => String(value))];
  return first.replace(/^(?:x-apple|we(?:chat|ixin)):/i, '').replace(/^\/\//, '');
}
