import { BlobReader, ZipReader, configure, type Entry, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { megabytes } from './sniff';

// It runs in a worker already, which may start none from a text.
configure({ useWebWorkers: false });

/** The parts of a packed file. What they unpack to is counted together: a small file may hold more than the computer has memory. */
export class Unpacked {
  readonly #entries: Map<string, FileEntry>;
  #left: number = MOST.unpacked;

  private constructor(entries: Entry[]) {
    this.#entries = new Map(entries.flatMap((entry) => (entry.directory ? [] : [[entry.filename.toLowerCase(), entry]])));
  }

  static async of(file: Blob): Promise<Unpacked> {
    const entries = await new ZipReader(new BlobReader(file)).getEntries().catch(() => {
      throw new FileFaultError({ kind: 'cut-off', row: null, part: null });
    });
    if (entries.some(({ encrypted }) => encrypted)) throw new FileFaultError({ kind: 'sealed' });
    return new Unpacked(entries);
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase());
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** The whole text of a part, '' where there is none. */
  async text(part: string): Promise<string> {
    const pieces: string[] = [];
    for await (const piece of this.pieces(part)) pieces.push(piece);
    return pieces.join('');
  }

  /** The text of a part as it is unpacked. */
  async *pieces(part: string): AsyncGenerator<string> {
    const entry = this.#entries.get(part.toLowerCase());
    if (!entry) return;
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    let failed = false;
    // What goes wrong is told where it is read.
    const unpacking = entry.getData(writable, { checkSignature: true }).catch(async (thrown: unknown) => {
      failed = true;
      await writable.abort(thrown).catch(() => undefined);
    });
    const decoder = new TextDecoder();
    const reader = readable.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        this.#left -= value.length;
        if (this.#left < 0) throw new FileFaultError({ kind: 'unpacks', most: megabytes(MOST.unpacked) });
        yield decoder.decode(value, { stream: true });
      }
      await unpacking;
    } catch (thrown) {
      failed ||= !(thrown instanceof FileFaultError);
      if (!failed) throw thrown;
    } finally {
      void reader.cancel().catch(() => undefined);
    }
    if (failed) throw new FileFaultError({ kind: 'cut-off', row: null, part });
    yield decoder.decode();
  }
}
