import { FileFaultError, MOST, type FileFault } from '../../model/sheet/file-fault';

/** The kind of a file, told by its contents, since its name may be wrong. */
export type FileKind = 'csv' | 'xlsx' | 'vcard' | 'json';

type Other = Extract<FileFault, { kind: 'other-kind' }>['what'];

/** Throws a FileFaultError for any other kind. */
export async function kindOf(file: Blob): Promise<FileKind> {
  if (file.size === 0) throw new FileFaultError({ kind: 'empty' });
  if (file.size > MOST.file) throw new FileFaultError({ kind: 'too-large', megabytes: megabytes(file.size), most: megabytes(MOST.file) });
  const head = new Uint8Array(await read(file.slice(0, HEAD)));
  const binary = String.fromCharCode(...head.subarray(0, 64));
  if (binary.startsWith('PK\x03\x04') || binary.startsWith('PK\x05\x06')) return 'xlsx';
  const other = OTHERS.find(([, begins]) => begins.test(binary))?.[0];
  if (other) throw new FileFaultError({ kind: 'other-kind', what: other });
  const text = roughly(head).trimStart();
  if (/^begin:vcard/i.test(text)) return 'vcard';
  if (/^[[{]\s*["{}\]]/.test(text)) return 'json';
  // Many tools save a web page as .xls.
  if (/^(?:<\?xml[^>]*>\s*)?<(?:!doctype|html|table|meta|head|style)/i.test(text) || /^<\?xml[^>]*>[\s\S]*<Workbook/i.test(text))
    throw new FileFaultError({ kind: 'other-kind', what: 'web-page' });
  if (isBinary(head)) throw new FileFaultError({ kind: 'other-kind', what: 'unknown' });
  return 'csv';
}

/** Reads a part of a file; throws a FileFaultError if the file was moved or changed since it was chosen. */
export async function read(part: Blob): Promise<ArrayBuffer> {
  return part.arrayBuffer().catch(() => {
    throw new FileFaultError({ kind: 'unreadable' });
  });
}

export function megabytes(bytes: number): number {
  return Math.ceil(bytes / (1024 * 1024));
}

const HEAD = 8_192;

const OTHERS: readonly (readonly [Other, RegExp])[] = [
  ['old-excel', /^\xd0\xcf[^]\xe0\xa1\xb1[^]\xe1/],
  ['pdf', /^%PDF-/],
  ['picture', /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF[\s\S]{4}WEBP|BM[\s\S]{4}\0\0\0\0)|^[\s\S]{4}ftyp(?:heic|mif1|avif)/],
  ['archive', /^(?:Rar!|7z\xbc\xaf|[^]\x8b[^]|ustar)/],
];

/** The first bytes as ASCII, in any encoding: only ASCII words are looked for. */
function roughly(head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(0, 2_000))
    .replace(/^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff/, '')
    .replaceAll('\0', '');
}

/** Text in UTF-16 has a zero byte beside each ASCII character; in any other text a few of them are damage, and many are no text. */
function isBinary(head: Uint8Array): boolean {
  if (head[0] === 0xff && head[1] === 0xfe) return false;
  if (head[0] === 0xfe && head[1] === 0xff) return false;
  const zeros = [0, 0];
  let controls = 0;
  for (const [at, byte] of head.entries()) {
    if (byte === 0) zeros[at % 2]!++;
    else if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  const all = zeros[0]! + zeros[1]!;
  if (controls > Math.max(1, head.length / 50)) return true;
  return all > head.length / 10 && Math.min(...zeros) > all / 10;
}
