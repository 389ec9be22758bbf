import { hexOf } from '../digest';
import { bytesOf, FileFaultError, headLine, readHead, type BackupHead } from './head';
import { openBytes, sealBytes, unwrapKey, wrapKey, type WrappedKey } from '../sealing';

/**
 * A backup file: a line of JSON with the head, then parts, each after its length (four bytes, big-endian), compressed, and sealed where there
 * is a passphrase. The last part holds the number of parts and the digest of everything before it. A sealed part is bound to everything before
 * it, so that none can be changed, removed or moved.
 */

export interface BackupPart {
  kind: string;
  records: unknown[];
}

/** A key, and the wrapped form from which only its passphrase can recover it. */
export interface BackupKey {
  bytes: Uint8Array<ArrayBuffer>;
  wrapped: WrappedKey;
}

const LABEL = 'kebian backup 1';
const END = 'end';

/** Limits in bytes for one part: as stored, and decompressed. */
const MOST_PACKED = 64 * 1024 * 1024;
const MOST_UNPACKED = 256 * 1024 * 1024;

/** A new key for sealed backups. */
export async function newBackupKey(passphrase: string): Promise<BackupKey> {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return { bytes, wrapped: await wrapKey(bytes, passphrase, LABEL) };
}

export interface BackupWriter {
  add(part: BackupPart): Promise<void>;
  end(): Promise<Blob>;
}

export async function createBackupWriter(head: BackupHead, key: BackupKey | null): Promise<BackupWriter> {
  const first = new TextEncoder().encode(headLine(head, key?.wrapped ?? null));
  const sealing = key && (await importKey(key.bytes));
  const pieces: BlobPart[] = [first];
  const counts: Record<string, number> = {};
  let parts = 0;
  let before = await digest(first);
  const put = async (value: unknown) => {
    const packed = await pack(JSON.stringify(value));
    const bytes = sealing ? await sealBytes(sealing, packed, labelAfter(before)) : packed;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    pieces.push(length, bytes);
    before = await digest(before, bytes);
  };
  return {
    add: async (part) => {
      await put(part);
      parts++;
      counts[part.kind] = (counts[part.kind] ?? 0) + part.records.length;
    },
    end: async () => {
      await put({ kind: END, parts, counts, digest: hexOf(before) });
      return new Blob(pieces, { type: 'application/octet-stream' });
    },
  };
}

export interface OpenBackup {
  head: BackupHead;
  sealed: boolean;
  /** Whether this key seals it. */
  isSealedBy(key: BackupKey): boolean;
  /** Yields the records; returns the counts of each kind, which stand at the end. A file that was cut off or changed is rejected by then. */
  parts(unlock: string | BackupKey | null): AsyncGenerator<BackupPart, Record<string, number>>;
}

export async function openBackup(file: Blob): Promise<OpenBackup> {
  const { seal, end, ...head } = await readHead(file);
  return {
    head,
    sealed: seal !== null,
    isSealedBy: ({ wrapped }) => seal !== null && hexOf(seal.wrapped) === hexOf(wrapped.wrapped),
    parts: (unlock) => partsOf(file, end, seal, unlock),
  };
}

/** The key of a sealed backup; it also seals the next backup under the same passphrase. */
export async function keyOfBackup(file: Blob, passphrase: string): Promise<BackupKey> {
  const { seal } = await readHead(file);
  if (!seal) throw new FileFaultError('altered');
  const bytes = await unwrapKey(seal, passphrase, LABEL);
  if (!bytes) throw new FileFaultError('wrong-passphrase');
  return { bytes, wrapped: seal };
}

async function* partsOf(
  file: Blob,
  from: number,
  seal: WrappedKey | null,
  unlock: string | BackupKey | null,
): AsyncGenerator<BackupPart, Record<string, number>> {
  const bytes = seal && (await keyBytes(seal, unlock));
  const opening = bytes && (await importKey(bytes));
  const counts: Record<string, number> = {};
  let parts = 0;
  let at = from;
  let before = await digest(await bytesOf(file, 0, from));
  for (;;) {
    const length = new DataView((await bytesOf(file, at, 4)).buffer).getUint32(0);
    if (length > MOST_PACKED) throw new FileFaultError('altered');
    const frame = await bytesOf(file, at + 4, length);
    at += 4 + length;
    const packed = opening ? await openBytes(opening, frame, labelAfter(before)).catch(asAltered) : frame;
    const value = await unpack(packed);
    if (value.kind === END) {
      const whole = value.parts === parts && value.digest === hexOf(before) && at === file.size;
      if (!whole || JSON.stringify(value.counts) !== JSON.stringify(counts)) throw new FileFaultError('altered');
      return counts;
    }
    if (typeof value.kind !== 'string' || !Array.isArray(value.records)) throw new FileFaultError('altered');
    before = await digest(before, frame);
    parts++;
    counts[value.kind] = (counts[value.kind] ?? 0) + value.records.length;
    yield { kind: value.kind, records: value.records };
  }
}

async function keyBytes(seal: WrappedKey, unlock: string | BackupKey | null): Promise<Uint8Array<ArrayBuffer>> {
  if (unlock === null) throw new FileFaultError('needs-passphrase');
  const bytes = typeof unlock === 'string' ? await unwrapKey(seal, unlock, LABEL) : unlock.bytes;
  if (!bytes) throw new FileFaultError('wrong-passphrase');
  return bytes;
}

async function pack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Throws for a part that decompresses to more than Kebian ever writes. */
async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<Record<string, unknown>> {
  try {
    const pieces: BlobPart[] = [];
    let length = 0;
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.length;
      if (length > MOST_UNPACKED) {
        await reader.cancel();
        throw new FileFaultError('altered');
      }
      pieces.push(read.value);
    }
    return Object(JSON.parse(await new Blob(pieces).text())) as Record<string, unknown>;
  } catch {
    throw new FileFaultError('altered');
  }
}

function asAltered(): never {
  throw new FileFaultError('altered');
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function labelAfter(before: Uint8Array): string {
  return `${LABEL} ${hexOf(before)}`;
}

/** SHA-256 of one piece; of two, of the first and the digest of the second. */
async function digest(...pieces: Uint8Array<ArrayBuffer>[]): Promise<Uint8Array<ArrayBuffer>> {
  const [only, next] = pieces;
  if (!next) return new Uint8Array(await crypto.subtle.digest('SHA-256', only!));
  const inner = new Uint8Array(await crypto.subtle.digest('SHA-256', next));
  const both = new Uint8Array(only!.length + inner.length);
  both.set(only!);
  both.set(inner, only!.length);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', both));
}
