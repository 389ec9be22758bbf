import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** Whether less urgent parts may be rendered one frame later. Off unless a page turns it on, so that a test sees everything at once. */
export const PaceContext = createContext(false);

/**
 * False in the first frame that shows this one, true from the next: who the customer is gets painted before the parts for working with them are even
 * built.
 */
export function useAfterFirstFrame(one: string): boolean {
  const paced = useContext(PaceContext);
  const [painted, setPainted] = useState<string | null>(null);
  // An effect runs after the browser has painted.
  useEffect(() => setPainted(one), [one]);
  return !paced || painted === one;
}
