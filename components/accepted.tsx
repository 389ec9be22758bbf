import { createContext } from 'preact';

/** Reports that a CRM has accepted an edit (by its id). Absence from the outbox does not mean that: the edit may be discarded or lost. */
export const AcceptedContext = createContext<(edit: string) => boolean>(() => false);
