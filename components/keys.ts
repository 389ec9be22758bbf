/**
 * Chromium says that a key belongs to an input method by `isComposing`, older engines and some input methods by key code 229, and
 * Safari sends the key that ends a word only after the word has ended. Source: UI Events, "Keyboard Events and Input Methods".
 */
const OF_INPUT_METHOD = 229;

/** The most ms between the end of a word and the keydown of the key that ended it, by the events' own time. */
const AFTERWARDS = 50;

/** The event of a word's end whose keydown comes after it; one key ends one word. */
let endedWord: Event | null = null;

/** What a key means for Kebian: its name as in `KeyboardEvent.key`, null for a key that an input method takes for itself. */
export function keyOf(event: KeyboardEvent): string | null {
  return isInputMethods(event) ? null : event.key;
}

function isInputMethods(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === OF_INPUT_METHOD || event === endedWord;
}

/** Listens for the ends of words in a page of ours, so that `keyOf` recognises the key that ended one. Returns what stops that. */
export function watchWords(page: Document): () => void {
  let endedAt = -Infinity;
  /** A key of the input method is down: it ends the word, and its keydown has come already. */
  let down = false;
  const heard = {
    keydown(event: KeyboardEvent) {
      const after = event.timeStamp - endedAt;
      if (after >= 0 && after < AFTERWARDS) endedWord = event;
      endedAt = -Infinity;
      down = isInputMethods(event);
      // It would submit a form. While a word is composed no browser does that.
      if (down && !event.isComposing && event.key === 'Enter') event.preventDefault();
    },
    keyup: () => void (down = false),
    compositionend: (event: CompositionEvent) => void (endedAt = down ? -Infinity : event.timeStamp),
  };
  for (const [name, listener] of Object.entries(heard)) page.addEventListener(name, listener as EventListener, true);
  return () => {
    for (const [name, listener] of Object.entries(heard)) page.removeEventListener(name, listener as EventListener, true);
  };
}

/** Handlers of a form with texts of several lines: its button or Ctrl+Enter sends it, Escape leaves it. */
export function formHandlers(submit: () => Promise<void>, leave: () => void) {
  return {
    onSubmit: (event: Event) => {
      event.preventDefault();
      void submit();
    },
    onKeyDown: (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
      if (key !== 'Escape') return;
      event.stopPropagation();
      leave();
    },
  };
}
