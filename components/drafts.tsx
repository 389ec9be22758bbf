import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { draftKey, type DraftName, type FormDraft } from '../lib/model/draft';

/** Keeps half-typed text until it is sent or given up. */
export interface DraftShelf {
  read(name: DraftName): FormDraft | null;
  /** Null deletes it. */
  write(name: DraftName, draft: FormDraft | null): void;
}

const DraftsContext = createContext<DraftShelf>(createShelf());

/** Keeps the half-typed text of the components below it while they are not shown: another tab, another chat. */
export function DraftsProvider({ shelf, children }: { shelf?: DraftShelf | undefined; children: ComponentChildren }) {
  const [own] = useState(createShelf);
  return <DraftsContext.Provider value={shelf ?? own}>{children}</DraftsContext.Provider>;
}

export function useDrafts(): DraftShelf {
  return useContext(DraftsContext);
}

/** A shelf in this page's memory. */
function createShelf(): DraftShelf {
  const drafts = new Map<string, FormDraft>();
  return {
    read: (name) => drafts.get(draftKey(name)) ?? null,
    write: (name, draft) => void (draft === null ? drafts.delete(draftKey(name)) : drafts.set(draftKey(name), draft)),
  };
}
