import { useEffect, useState } from 'preact/hooks';

/** A place in the page: a view by its id, and the view's own part of the address. `#all/book/7` is `all` and `book/7`. */
export interface Place {
  view: string;
  within: string;
}

export function placeIn(address: string): Place {
  const [view = '', ...within] = address.replace(/^#/, '').split('/');
  return { view, within: within.join('/') };
}

export function addressOf({ view, within }: Place): string {
  return `#${view}${within && `/${within}`}`;
}

/** Splits what `withinOf` has joined; an empty list for an address that was cut. */
export function partsOf(within: string): string[] {
  try {
    return within.split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** The parts are encoded: an id may hold any character. */
export function withinOf(parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}

/** Replaces the present address, so that the back button does not lead to it. */
export function goInstead(place: Place): void {
  history.replaceState(history.state, '', addressOf(place));
  dispatchEvent(new Event('hashchange'));
}

/** The place in the address bar, so that back and bookmarks work. */
export function usePlace(): Place {
  const [address, setAddress] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setAddress(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return placeIn(address);
}
