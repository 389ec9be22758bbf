import type { ChatState, Contact } from '../model/contact';

/** An adapter to one kind of chat page. The id is the name of the file, or that of a taught page in the settings. */
export interface Site {
  id: string;
  /** Match patterns of the pages; the manifest's content script uses them. */
  matches: string[];
  /** What the page shows now. Pure, never throws, keeps no reference to a node. */
  read(page: Document): ChatState;
  /** Where Kebian may add its elements; the same result when called again, null while the place is missing. */
  anchors(page: Document): Anchors;
  /** The rows of the chat list within an element, including the element itself. */
  rows(part: Element): Row[];
  /** The elements with the text of the open chat's messages, oldest first. */
  messages(page: Document): Iterable<Element>;
  /** The id of the contact that a row shows, as in `rows`. */
  idIn(row: Element): string | null;
  /** Attributes, besides the class, whose change may mean that another contact is shown. */
  watched: string[];
  /** The page is signing in or loading: what it shows is only reported once it stays. */
  isStarting?(page: Document): boolean;
  /** The page has loaded and signed in: a missing part has another name by now. Not called while the page is starting. */
  isLoaded?(page: Document): boolean;
  /** A phone has scanned the QR code and has not confirmed the login yet. */
  isScanned?(page: Document): boolean;
  /** Id and name may change one after the other: a new value is only reported after it has been stable for a moment. */
  changesInSteps?: boolean;
}

/** A row of the chat list and its contact; `picture` where a badge can overlap the lower edge of the contact's picture. */
export interface Row {
  element: HTMLElement;
  contact: Contact;
  picture?: HTMLElement;
}

/** `title` is the open chat's name, `bar` the strip that contains it. */
export interface Anchors {
  title: Element | null;
  bar: Element | null;
}
