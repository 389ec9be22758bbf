import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';

const LiveContext = createContext<(text: string) => void>(() => undefined);

/** Holds the one live region of the page; what is announced below it is read out politely. */
export function LiveRegion({ children }: { children: ComponentChildren }) {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setSaid((last) => ({ text, turn: last.turn + 1 })), []);
  return (
    <LiveContext.Provider value={announce}>
      {children}
      <div role="status" aria-live="polite" class="sr-only">
        <span key={said.turn}>{said.text}</span>
      </div>
    </LiveContext.Provider>
  );
}

export function useAnnounce(): (text: string) => void {
  return useContext(LiveContext);
}
