import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** Whether what is less urgent may come one frame later. Off unless a page turns it on, so that a test sees everything at once. */
export const PaceContext = createContext(false);

/**
 * False in the first frame in which this one is shown, true from the next one on: who the customer is gets painted before what can be
 * done with them is even built.
 */
export function useAfterFirstFrame(one: string): boolean {
  const paced = useContext(PaceContext);
  const [painted, setPainted] = useState<string | null>(null);
  // An effect runs when the browser has painted.
  useEffect(() => setPainted(one), [one]);
  return !paced || painted === one;
}
