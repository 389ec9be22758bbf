import { useEffect, useState } from 'preact/hooks';

/** Where the page is: a view by its id, and what the view itself has written behind it. `#all/book/7` is `all` and `book/7`. */
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

/** The parts of what a view has written behind its id, as `withinOf` has put them together; none of an address that somebody has cut. */
export function partsOf(within: string): string[] {
  try {
    return within.split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

/** An id may hold anything. */
export function withinOf(parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}

/** The place in the address bar, so that the browser's back and a bookmark lead where they should. */
export function usePlace(): Place {
  const [address, setAddress] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setAddress(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return placeIn(address);
}
