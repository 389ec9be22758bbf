/**
 * Chromium says that a key belongs to an input method by `isComposing`, older engines and some input methods by key code 229, and
 * Safari sends the key that ends a word only after the word has ended. Source: UI Events, "Keyboard Events and Input Methods".
 */
const OF_INPUT_METHOD = 229;

/** Between the end of a word and the keydown of the key that ended it, in ms of the events' own time. */
const AFTERWARDS = 50;

/** The key that ended a word, where its keydown came after the end; one key ends one word. */
let endedWord: Event | null = null;

/** What a key means for Kebian: its name as in `KeyboardEvent.key`, null for a key that an input method takes for itself. */
export function keyOf(event: KeyboardEvent): string | null {
  return isInputMethods(event) ? null : event.key;
}

function isInputMethods(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === OF_INPUT_METHOD || event === endedWord;
}

/** Notices where words end in a page of Kebian's own, so that `keyOf` knows the key that ended one. Gives back what stops that. */
export function watchWords(page: Document): () => void {
  let endedAt = -Infinity;
  /** A key of the input method is down: it is what ends the word, and its keydown has been. */
  let down = false;
  const heard = {
    keydown(event: KeyboardEvent) {
      const after = event.timeStamp - endedAt;
      if (after >= 0 && after < AFTERWARDS) endedWord = event;
      endedAt = -Infinity;
      down = isInputMethods(event);
      // A form would be sent by it. While a word is composed no browser does so.
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
