import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { draftKey, type DraftName, type KeptDraft } from '../lib/model/draft';

/** Holds what is half typed for as long as it is neither sent nor given up. */
export interface DraftShelf {
  read(name: DraftName): KeptDraft | null;
  /** Null takes it away. */
  write(name: DraftName, draft: KeptDraft | null): void;
}

const DraftsContext = createContext<DraftShelf>(createShelf());

/** Holds what is half typed below it while what it was typed into is not shown: another tab, another chat. */
export function DraftsProvider({ shelf, children }: { shelf?: DraftShelf | undefined; children: ComponentChildren }) {
  const [own] = useState(createShelf);
  return <DraftsContext.Provider value={shelf ?? own}>{children}</DraftsContext.Provider>;
}

export function useDrafts(): DraftShelf {
  return useContext(DraftsContext);
}

/** A shelf that ends with its page. */
function createShelf(): DraftShelf {
  const drafts = new Map<string, KeptDraft>();
  return {
    read: (name) => drafts.get(draftKey(name)) ?? null,
    write: (name, draft) => void (draft === null ? drafts.delete(draftKey(name)) : drafts.set(draftKey(name), draft)),
  };
}
