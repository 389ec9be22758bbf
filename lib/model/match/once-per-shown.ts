import type { Shown } from './shown';

/** Caches what is computed from a shown name, for all customers that it is compared with. */
export function oncePerShown<T>(read: (shown: Shown) => T): (shown: Shown) => T {
  const known = new WeakMap<Shown, { value: T }>();
  return (shown) => {
    let kept = known.get(shown);
    if (!kept) known.set(shown, (kept = { value: read(shown) }));
    return kept.value;
  };
}
