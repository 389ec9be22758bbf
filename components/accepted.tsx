import { createContext } from 'preact';

/** Tells of an edit, by its id, that a CRM has accepted it. That it is not in the outbox any more says nothing: it may have been given up or lost. */
export const AcceptedContext = createContext<(edit: string) => boolean>(() => false);
