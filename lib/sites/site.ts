import type { ChatState, Contact } from '../model/contact';

/** An adapter to one kind of chat page. The id is the file's name, or what the settings call a taught page. */
export interface Site {
  id: string;
  /** Match patterns of the pages; the content script's patterns come from here. */
  matches: string[];
  /** What the page shows now. Pure, never throws, keeps no node. */
  read(page: Document): ChatState;
  /** Where Kebian may put its own things; the same answer when called again, null while the place is not there. */
  anchors(page: Document): Anchors;
  /** The rows of the chat list in a part of the page, that part itself included. */
  rows(part: Element): Row[];
  /** The elements that hold the text of the open chat's messages, oldest first. */
  messages(page: Document): Iterable<Element>;
  /** The id of whom a row shows now, as `rows` tells it. */
  idIn(row: Element): string | null;
  /** Attributes, beside the class, whose change may mean that another contact is shown. */
  watched: string[];
  /** The page is signing in or building itself: what it shows counts once it stays. */
  isStarting?(page: Document): boolean;
  /** The page says that it has loaded and signed in: a part that is missing then has another name by now. Not asked of one that is starting. */
  isLoaded?(page: Document): boolean;
  /** A phone has read the page's code and has not signed in yet. */
  isScanned?(page: Document): boolean;
  /** Id and name may change one after the other: a new value has to be stable for a moment before it is reported. */
  changesInSteps?: boolean;
}

/** A row of the chat list and whom it shows; `picture` where a badge can overlap the lower edge of the contact's picture. */
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
