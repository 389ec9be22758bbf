import type { ChatState } from '../model/contact';

/** An adapter to one kind of chat page. The id is the file's name. */
export interface Site {
  id: string;
  /** Match patterns of the pages; the content script's patterns come from here. */
  matches: string[];
  /** What the page shows now. Pure, never throws, keeps no node. */
  read(page: Document): ChatState;
  /** Where Kebian may put its own things; the same answer when called again, null while the place is not there. */
  anchors(page: Document): Anchors;
}

/** `title` is the open chat's name, `bar` the strip that it stands in. */
export interface Anchors {
  title: Element | null;
  bar: Element | null;
}
