import { browser } from 'wxt/browser';
import type { LocalHit } from '../../model/search/local-hit';
import { BOOK } from '../connections/connections';
import { connections, type Desk } from '../desk';
import { searchLocal } from '../sync/search';
import { suggestionContent, suggestionText } from './suggestion-text';
import { lastFocusedWindow, searchInPanel } from './wanted-view';

/** The most suggestions: Chromium 156 shows at least this many below the first line. */
const MOST = 9;

/** Firefox shows the first line as it was set before the text was typed, so there it must not contain the text. */
const FIXED = import.meta.env.BROWSER === 'firefox';

/** Listens to the keyword `kb` in the address bar: suggests from the local copies, and sends what is chosen to the panel. No CRM is asked. */
export function hearOmnibox(desk: Promise<Desk>): void {
  let window: number | undefined;
  let newest = '';
  if (FIXED) void browser.omnibox.setDefaultSuggestion({ description: message('omnibox_fixed') });
  browser.omnibox.onInputStarted.addListener(() => void noteWindow());
  browser.omnibox.onInputChanged.addListener((text, suggest) => {
    newest = text;
    void noteWindow();
    void suggestionsFor(desk, text).then(async ({ hint, suggestions }) => {
      if (newest !== text) return;
      // Chromium reads the description before it has it, and draws the first line anew only with the suggestions.
      if (!FIXED) await browser.omnibox.setDefaultSuggestion({ description: suggestionText([hint]) });
      if (newest === text) void suggest(suggestions);
    });
  });
  browser.omnibox.onInputEntered.addListener((text) => void searchInPanel(text, window));

  /** The window has to be known before: the panel opens in the turn of Enter or not at all. */
  async function noteWindow(): Promise<void> {
    window = await lastFocusedWindow();
  }
}

interface Suggestions {
  /** The text of the first line, which searches for what was typed. */
  hint: string;
  suggestions: { content: string; description: string }[];
}

async function suggestionsFor(desk: Promise<Desk>, text: string): Promise<Suggestions> {
  const typed = text.trim();
  if (!typed) return { hint: message('omnibox_hint'), suggestions: [] };
  if ((await desk).broken) return { hint: message('omnibox_storage', typed), suggestions: [] };
  try {
    const { hits } = await searchLocal(await desk, typed.slice(0, 100), 0);
    if (hits.length > 0)
      return { hint: message('omnibox_search', typed), suggestions: hits.slice(0, MOST).map((hit) => toSuggestion(hit, typed)) };
    const chosen = (await connections(await desk)).some(({ settings }) => settings !== BOOK);
    return { hint: message(chosen ? 'omnibox_nobody' : 'omnibox_none', typed), suggestions: [] };
  } catch {
    // The panel shows why a connection cannot be asked now.
    return { hint: message('omnibox_search', typed), suggestions: [] };
  }
}

/**
 * A suggestion; choosing it searches for the customer. The browser shows suggestions with the same content once. No phone number: others may see the
 * screen.
 */
function toSuggestion({ name, company, tags, owner }: LocalHit, typed: string): { content: string; description: string } {
  return {
    content: suggestionContent(typed, [name, company]),
    description: suggestionText([name, company, tags.slice(0, 2).join(' '), owner]),
  };
}

function message(
  key: 'omnibox_fixed' | 'omnibox_none' | 'omnibox_storage' | 'omnibox_hint' | 'omnibox_search' | 'omnibox_nobody',
  typed = '',
): string {
  return browser.i18n.getMessage(key, [typed]);
}
