/** A place in a JSON value: the keys and positions from its root. */
export type Place = readonly (string | number)[];

/** The place where a schema has found an issue. */
export function placeOf({ path }: { path?: readonly { key?: unknown }[] | undefined }): Place {
  return (path ?? []).map(({ key }) => key as string | number);
}

/** connections[0].options.bodies */
export function placeText(place: Place): string {
  return place.reduce<string>((text, key) => text + (typeof key === 'number' ? `[${key}]` : `${text && '.'}${keyText(key)}`), '');
}

/** A key in which something cannot be seen, or could be read as a part of the path, stands in quotes. */
function keyText(key: string): string {
  if (/^[^\s.[\]"\\\p{C}]+$/u.test(key)) return key;
  return JSON.stringify(key).replace(/\p{C}/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}

/**
 * A JSON value without its faulty parts: each wrong value is removed alone; where it is required, or names what it `takes`, with the value
 * around it. `kept` is undefined where that is the whole value. `faults` are the faults of the given value, each with its place there.
 */
export function withoutFaults<F extends { at: Place; takes?: Place }>(
  value: unknown,
  faultsOf: (value: unknown) => F[],
): { kept: unknown; faults: F[] } {
  const root = { value: structuredClone(value) };
  const positions = new WeakMap<object, number[]>();
  const gone: string[] = [];
  const told: F[] = [];
  for (let found = faultsOf(root.value); found.length > 0; found = faultsOf(root.value)) {
    const targets = new Map<string, Place>();
    for (const fault of found) {
      const at = originally(root.value, fault.at, positions);
      // A value that became incomplete by a removal is no further fault.
      const follows = gone.some((place) => isWithin(placeText(at), place) || isWithin(place, placeText(at)));
      if (!follows) told.push({ ...fault, at });
      const target = existing(root.value, fault.takes ?? fault.at);
      if (target.length === 0) return { kept: undefined, faults: told };
      targets.set(JSON.stringify(target), target);
    }
    gone.push(...[...targets.values()].map((target) => placeText(originally(root.value, target, positions))));
    for (const target of [...targets.values()].sort(backwards)) takeOut(root.value, target, positions);
  }
  return { kept: root.value, faults: told };
}

function isWithin(place: string, holder: string): boolean {
  return place === holder || (place.startsWith(holder) && /^[.[]/.test(place.slice(holder.length)));
}

/** The place itself, or its nearest ancestor that exists. */
function existing(root: unknown, place: Place): Place {
  let at: unknown = root;
  for (const [depth, key] of place.entries()) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return place.slice(0, depth);
    at = (at as Record<string | number, unknown>)[key];
  }
  return place;
}

/** The same place in the original value, before entries were removed from its lists. */
function originally(root: unknown, place: Place, positions: WeakMap<object, number[]>): Place {
  let at: unknown = root;
  return place.map((key) => {
    const list = Array.isArray(at) ? positions.get(at) : undefined;
    at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined;
    return typeof key === 'number' ? (list?.[key] ?? key) : key;
  });
}

function takeOut(root: unknown, place: Place, positions: WeakMap<object, number[]>): void {
  const holder = place.slice(0, -1).reduce((at, key) => (at as Record<string | number, unknown>)[key], root) as object;
  const key = place.at(-1)!;
  if (!Array.isArray(holder)) return void Reflect.deleteProperty(holder, key);
  const list = positions.get(holder) ?? holder.map((_, position) => position);
  holder.splice(Number(key), 1);
  list.splice(Number(key), 1);
  positions.set(holder, list);
}

/** Sorts later places, and those inside others, first: so removals do not move the places that follow. */
function backwards(a: Place, b: Place): number {
  for (const [depth, key] of a.entries()) {
    const other = b[depth];
    if (other === undefined) return -1;
    if (key !== other) return typeof key === 'number' && typeof other === 'number' ? other - key : 0;
  }
  return a.length < b.length ? 1 : 0;
}
