/**
 * What a walk through the product needs of a browser, so that one walk is taken in each. Playwright's pages are such, and those of
 * `firefox-page.ts`: Playwright drives no Firefox but its own, and no sidebar.
 */
export interface WalkPage extends Finder {
  evaluate<T>(work: () => T | Promise<T>): Promise<T>;
  evaluate<T, A>(work: (ask: A) => T | Promise<T>, ask: A): Promise<T>;
  goto(address: string): Promise<unknown>;
  keyboard: {
    /** Keys together, `Shift+Tab`. */
    press(keys: string): Promise<void>;
    insertText(text: string): Promise<void>;
  };
  bringToFront(): Promise<void>;
}

/** Finds elements as a person or a screen reader does. */
export interface Finder {
  getByRole(role: Role, how?: { name?: string | RegExp; exact?: boolean; level?: number }): WalkPart;
  getByText(text: string | RegExp, how?: { exact?: boolean }): WalkPart;
  getByLabel(text: string | RegExp): WalkPart;
  locator(selector: string): WalkPart;
}

export type Role =
  | 'alert'
  | 'alertdialog'
  | 'button'
  | 'cell'
  | 'checkbox'
  | 'combobox'
  | 'complementary'
  | 'form'
  | 'grid'
  | 'group'
  | 'heading'
  | 'link'
  | 'list'
  | 'listitem'
  | 'main'
  | 'menuitem'
  | 'radio'
  | 'region'
  | 'row'
  | 'searchbox'
  | 'textbox';

/** Some elements of a document, looked for anew each time. What is done is done to the one that there is, and waits for it. */
export interface WalkPart extends Finder {
  filter(how: { hasText: string | RegExp }): WalkPart;
  first(): WalkPart;
  nth(place: number): WalkPart;
  all(): Promise<WalkPart[]>;
  count(): Promise<number>;
  waitFor(how?: { state?: 'attached' | 'detached' | 'visible'; timeout?: number }): Promise<void>;
  click(): Promise<void>;
  /** Presses it, unless it is checked already. */
  check(): Promise<void>;
  /** Brings the mouse to it. */
  hover(): Promise<void>;
  focus(): Promise<void>;
  fill(text: string): Promise<void>;
  press(keys: string): Promise<void>;
  pressSequentially(text: string): Promise<void>;
  selectOption(which: string | { label: string }): Promise<unknown>;
  inputValue(): Promise<string>;
  innerText(): Promise<string>;
  getAttribute(name: string): Promise<string | null>;
}
