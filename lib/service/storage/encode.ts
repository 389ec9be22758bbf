/** A typed array inside a value: its path, kind and number of bytes. */
type View = [path: (string | number)[], kind: Kind, bytes: number];
type Kind = keyof typeof KINDS;

const KINDS = { Int32Array, Uint32Array, Uint16Array, Uint8Array, Float64Array } as const;

/** A record as bytes: a part in JSON, followed by the bytes of its typed arrays. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const views: View[] = [];
  const parts: Uint8Array[] = [];
  const plain = withoutViews(value, [], (path, view) => {
    views.push([path, kindOf(view), view.byteLength]);
    parts.push(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  });
  const head = new TextEncoder().encode(JSON.stringify([plain, views]));
  return joined([new Uint8Array(new Uint32Array([head.length]).buffer), head, ...parts]);
}

/** The value that `encode` was given. Throws for bytes of any other origin. */
export function decode(bytes: Uint8Array<ArrayBuffer>): unknown {
  const head = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const [value, views] = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + head))) as [unknown, View[]];
  let at = 4 + head;
  let whole = value;
  for (const [path, kind, length] of views) {
    // A copy, because a typed array must begin at a multiple of its element size.
    whole = withView(whole, path, new KINDS[kind](bytes.slice(at, at + length).buffer));
    at += length;
  }
  return whole;
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

type Found = (path: (string | number)[], view: ArrayBufferView<ArrayBuffer>) => void;

function withoutViews(value: unknown, path: (string | number)[], found: Found): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) {
    found(path, value as ArrayBufferView<ArrayBuffer>);
    return null;
  }
  if (Array.isArray(value)) return value.map((one, at) => withoutViews(one, [...path, at], found));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutViews(one, [...path, key], found)]));
}

function withView(value: unknown, path: (string | number)[], view: ArrayBufferView): unknown {
  if (path.length === 0) return view;
  const owner = path.slice(0, -1).reduce((inside, key) => (inside as Record<string | number, unknown>)[key], value);
  (owner as Record<string | number, unknown>)[path.at(-1)!] = view;
  return value;
}

function kindOf(view: ArrayBufferView): Kind {
  const kind = view.constructor.name;
  if (!(kind in KINDS)) throw new TypeError(`${kind} cannot be sealed`);
  return kind as Kind;
}
