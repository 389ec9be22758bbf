import { FileFaultError } from '../../model/sheet/file-fault';
import { chineseEncodingOf } from './chinese-encoding';
import { read } from './sniff';

/** The encodings that can be chosen, by their names in `TextDecoder`. */
export const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** An encoding, and where it is not certain, all that are possible: the person chooses by how the file reads in each. */
export interface FoundEncoding {
  encoding: Encoding;
  doubtful: Encoding[];
}

const CHINESE: Encoding[] = ['gb18030', 'big5'];

/** The encoding that a person has chosen, or the one that `encodingOf` finds. */
export async function chosenOrFound(file: Blob, chosen: Encoding | undefined): Promise<FoundEncoding> {
  if (!chosen) return encodingOf(file);
  // The other one is still offered after a choice.
  const doubtful = CHINESE.includes(chosen) && !(await chineseOf(file)).sure ? CHINESE : [];
  return { encoding: chosen, doubtful };
}

/**
 * The encoding of a text file: by its byte order mark, or the one in which all bytes are valid. Throws a FileFaultError if there is none.
 */
async function encodingOf(file: Blob): Promise<FoundEncoding> {
  const head = new Uint8Array(await read(file.slice(0, 4_096)));
  if (head[0] === 0xff && head[1] === 0xfe) return sure('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return sure('utf-16be');
  const wide = utf16In(head);
  if (wide) return sure(wide);
  const utf8 = await firstBroken(file, 'utf-8');
  if (utf8 === null) return sure('utf-8');
  const others = await Promise.all(CHINESE.map(async (encoding) => ({ encoding, row: await firstBroken(file, encoding) })));
  const [fits, fitsToo] = others.filter(({ row }) => row === null);
  if (fits && !fitsToo) return sure(fits.encoding);
  if (fits) {
    const told = await chineseOf(file);
    return { encoding: told.encoding, doubtful: told.sure ? [] : CHINESE };
  }
  throw new FileFaultError({ kind: 'encoding', encoding: null, row: Math.max(utf8, ...others.map(({ row }) => row!)) });
}

/**
 * UTF-16 without a mark: most digits, separators and line breaks have a zero byte on the same side. A file that a disk or a transfer has damaged
 * has a zero here and there as well.
 */
function utf16In(head: Uint8Array): Encoding | null {
  const paired = [0, 0];
  const alone = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (!isPlainSign(byte)) continue;
    const side = at % 2;
    if (head[at ^ 1] === 0) paired[side]!++;
    else alone[side]!++;
  }
  if (paired[0]! > alone[0]! && paired[0]! >= paired[1]!) return 'utf-16le';
  return paired[1]! > alone[1]! ? 'utf-16be' : null;
}

/** Tab, line breaks, comma, semicolon and digits. */
function isPlainSign(byte: number): boolean {
  return byte === 9 || byte === 10 || byte === 13 || byte === 0x2c || byte === 0x3b || (byte >= 0x30 && byte <= 0x39);
}

function sure(encoding: Encoding): FoundEncoding {
  return { encoding, doubtful: [] };
}

async function chineseOf(file: Blob): Promise<ReturnType<typeof chineseEncodingOf>> {
  return chineseEncodingOf(new Uint8Array(await read(file.slice(0, PIECE))));
}

/** The number of the line with the first invalid byte; null where all bytes are valid. */
async function firstBroken(file: Blob, encoding: Encoding): Promise<number | null> {
  let lines = 0;
  try {
    for await (const text of decoded(file, encoding)) lines += text.split('\n').length - 1;
    return null;
  } catch (thrown) {
    if (thrown instanceof FileFaultError && thrown.fault.kind === 'encoding') return lines + thrown.fault.row;
    throw thrown;
  }
}

/**
 * Decodes a file piece by piece, without the byte order mark. Throws a FileFaultError at invalid bytes, whose `row` is counted from the
 * beginning of the piece.
 */
export async function* decoded(file: Blob, encoding: Encoding, onRead?: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let from = 0; from < file.size; from += PIECE) {
    const text = decodedOr(decoder, new Uint8Array(await read(file.slice(from, from + PIECE))), encoding);
    onRead?.(Math.min(from + PIECE, file.size));
    if (text !== '') yield text;
  }
  const last = decodedOr(decoder, undefined, encoding);
  if (last !== '') yield last;
}

/** The number of bytes that are read at once. */
const PIECE = 512 * 1024;

function decodedOr(decoder: TextDecoder, bytes: Uint8Array | undefined, encoding: Encoding): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new FileFaultError({ kind: 'encoding', encoding, row: bytes ? rowOfBroken(bytes, encoding) : 1 });
  }
}

/** The number of the line with the first invalid byte, found by bisection of the longest valid beginning. */
function rowOfBroken(bytes: Uint8Array, encoding: Encoding): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return bytes.subarray(0, good).filter((byte) => byte === 0x0a).length + 1;
}
