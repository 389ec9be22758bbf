import { hexOf } from '../digest';
import type { WrappedKey } from '../sealing';

/** Why a file cannot be restored. */
export type FileFault =
  | 'no-backup'
  | 'settings-file'
  | 'newer'
  | 'cut-off'
  | 'altered'
  | 'needs-passphrase'
  | 'wrong-passphrase'
  | 'unreadable';

export class FileFaultError extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault);
    this.name = 'FileFaultError';
    this.fault = fault;
  }
}

/** The first line of a backup, readable also where the rest is sealed. */
export interface BackupHead {
  id: string;
  /** ISO 8601 in UTC. */
  madeAt: string;
  /** The version of Kebian that wrote it. */
  by: string;
  /** Of a file that several computers write: a counter of its versions. */
  generation?: number;
}

/** The version of the format that is written. Older ones can be read, newer ones are rejected. */
const VERSION = 1;
const FORMAT = 'kebian-backup';

/** In bytes. */
const MOST_HEAD = 64 * 1024;

/** An upper limit: a forged file with more iterations would keep the computer busy for minutes. */
const MOST_ITERATIONS = 10_000_000;

export function headLine(head: BackupHead, seal: WrappedKey | null): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...head, seal: seal && written(seal) })}\n`;
}

/** Reads the first line of a backup; `end` is where its parts begin. */
export async function readHead(file: Blob): Promise<BackupHead & { seal: WrappedKey | null; end: number }> {
  const { line, end } = await firstLine(file);
  return { ...headIn(line), end };
}

async function firstLine(file: Blob): Promise<{ line: string; end: number }> {
  const start = await bytesOf(file, 0, Math.min(file.size, MOST_HEAD));
  const end = start.indexOf(0x0a);
  const line = new TextDecoder().decode(end === -1 ? start : start.subarray(0, end));
  if (end !== -1) return { line, end: end + 1 };
  throw new FileFaultError(line.startsWith(`{"format":"${FORMAT}"`) && file.size < MOST_HEAD ? 'cut-off' : kindOf(line));
}

/** Tells a settings file, which is easily mistaken for a backup, from any other file. */
function kindOf(line: string): FileFault {
  return line.includes('kebian-settings') ? 'settings-file' : 'no-backup';
}

function headIn(line: string): BackupHead & { seal: WrappedKey | null } {
  const value = parsed(line);
  if (value?.['format'] !== FORMAT)
    throw new FileFaultError(value?.['format'] === 'kebian-settings' || line === '{' ? 'settings-file' : 'no-backup');
  const { version, id, madeAt, by, seal, generation } = value;
  if (typeof version !== 'number' || !(version >= 1)) throw new FileFaultError('no-backup');
  if (version > VERSION) throw new FileFaultError('newer');
  if (typeof id !== 'string' || typeof madeAt !== 'string') throw new FileFaultError('altered');
  if (Number.isNaN(Date.parse(madeAt))) throw new FileFaultError('altered');
  return { id, madeAt, by: typeof by === 'string' ? by : '', seal: readSeal(seal), ...(typeof generation === 'number' && { generation }) };
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    return Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function written({ salt, iterations, wrapped }: WrappedKey): { salt: string; iterations: number; wrapped: string } {
  return { salt: hexOf(salt), iterations, wrapped: hexOf(wrapped) };
}

function readSeal(seal: unknown): WrappedKey | null {
  if (seal === null) return null;
  const { salt, iterations, wrapped } = Object(seal) as Record<string, unknown>;
  const isCount = typeof iterations === 'number' && Number.isInteger(iterations) && iterations > 0 && iterations <= MOST_ITERATIONS;
  if (!isCount || !isHex(salt) || !isHex(wrapped)) throw new FileFaultError('altered');
  return { salt: bytesOfHex(salt), iterations, wrapped: bytesOfHex(wrapped) };
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1_000 && /^(?:[\da-f]{2})+$/.test(value);
}

function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

/** Throws where the file is shorter. A file can also be deleted, or changed by another program, after it was chosen. */
export async function bytesOf(file: Blob, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (at + length > file.size) throw new FileFaultError('cut-off');
  const buffer = await file
    .slice(at, at + length)
    .arrayBuffer()
    .catch(() => {
      throw new FileFaultError('unreadable');
    });
  return new Uint8Array(buffer);
}
