import type { ComponentChildren } from 'preact';
import type { Preferences } from '../lib/model/settings';
import { ClockProvider, type Clock } from './clock';
import { DraftsProvider, type DraftShelf } from './drafts';
import { HomeContext } from './home';
import { LiveRegion } from './live';
import { useInputMethods } from './use-input-methods';

interface PageProps {
  now: Clock;
  /** What is half typed anywhere; it ends with the page when left out. */
  drafts?: DraftShelf | undefined;
  /** How phone numbers without a calling code are read. */
  home?: Preferences['home'];
  children: ComponentChildren;
}

/** What every page of ours needs around it: the time, the live region, half-typed text, and the keys that an input method takes. */
export function Page({ now, drafts, home = 'auto', children }: PageProps) {
  useInputMethods();
  return (
    <ClockProvider now={now}>
      <LiveRegion>
        <DraftsProvider shelf={drafts}>
          <HomeContext.Provider value={home}>{children}</HomeContext.Provider>
        </DraftsProvider>
      </LiveRegion>
    </ClockProvider>
  );
}
