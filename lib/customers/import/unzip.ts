import { BlobReader, ZipReader, configure, type Entry, type FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { FileFaultError, MOST } from '../../model/sheet/file-fault';
import { megabytes } from './sniff';

// zip.js would start its own web workers from a text, which the content security policy forbids.
configure({ useWebWorkers: false });

/** The files in an archive. Their unpacked sizes are added up, because a small archive can unpack to more than the memory holds. */
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

  /** The whole text of a file, '' where it is missing. */
  async text(part: string): Promise<string> {
    const pieces: string[] = [];
    for await (const piece of this.pieces(part)) pieces.push(piece);
    return pieces.join('');
  }

  /** The text of a file, piece by piece. */
  async *pieces(part: string): AsyncGenerator<string> {
    const entry = this.#entries.get(part.toLowerCase());
    if (!entry) return;
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    let failed = false;
    // An error is reported by the loop that reads.
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
