/** Bytes that grow; numbers are written seven bits to a byte, small ones in one. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 12);
  length = 0;

  number(value: number): void {
    if (this.length + 5 > this.bytes.length) this.widen(5);
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) this.widen(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Most are a few bytes, which a loop copies faster than an array of them is made. */
  appendWritten(other: ByteWriter): void {
    const { bytes, length } = other;
    if (length > FEW) return this.append(bytes.subarray(0, length));
    if (this.length + length > this.bytes.length) this.widen(length);
    for (let at = 0; at < length; at++) this.bytes[this.length++] = bytes[at]!;
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  private widen(by: number): void {
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

const FEW = 64;

/** How many bytes a number takes. */
export function widthOf(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : value < 268_435_456 ? 4 : 5;
}

/** Reads numbers one behind the other; throws where the bytes end within one. */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 128) return byte;
    let value = byte & 127;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = bytes[this.at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new RangeError('No number ends here');
  }
}
