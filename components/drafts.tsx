import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';

const DraftsContext = createContext<Map<string, unknown>>(new Map());

/** Holds what is half typed below it while what it was typed into is not shown: another tab, another chat. */
export function DraftsProvider({ children }: { children: ComponentChildren }) {
  const [drafts] = useState(() => new Map<string, unknown>());
  return <DraftsContext.Provider value={drafts}>{children}</DraftsContext.Provider>;
}

/** What is half typed under a name, null when nothing is. One name is always used for the same shape. */
export function useKeptDraft<T>(name: string): { kept: T | null; keep(draft: T | null): void } {
  const drafts = useContext(DraftsContext);
  return {
    kept: (drafts.get(name) as T | undefined) ?? null,
    keep: (draft) => void (draft === null ? drafts.delete(name) : drafts.set(name, draft)),
  };
}
