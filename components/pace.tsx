import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** Whether what is less urgent may come one frame later. Off unless a page turns it on, so that a test sees everything at once. */
export const PaceContext = createContext(false);

/**
 * False in the first frame of whatever uses it, true from the next one on: who the customer is gets painted before what can be
 * done with them is even built.
 */
export function useAfterFirstFrame(): boolean {
  const paced = useContext(PaceContext);
  const [painted, setPainted] = useState(!paced);
  // An effect runs when the browser has painted.
  useEffect(() => setPainted(true), []);
  return painted;
}
