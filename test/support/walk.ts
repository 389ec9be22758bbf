/**
 * The interface of a browser that the walks through the product need, so that each walk can be run in both. Playwright's pages implement it,
 * and `firefox-page.ts` does for Firefox: Playwright only drives its own Firefox, and no sidebar.
 */
export interface WalkPage extends Finder {
  evaluate<T>(work: () => T | Promise<T>): Promise<T>;
  evaluate<T, A>(work: (ask: A) => T | Promise<T>, ask: A): Promise<T>;
  goto(address: string): Promise<unknown>;
  keyboard: {
    /** A key combination, such as `Shift+Tab`. */
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

/** Some elements of a document, looked up at each use. Actions wait until there is exactly one, and apply to it. */
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
