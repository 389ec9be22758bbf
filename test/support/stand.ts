import type { Calls, CallName } from '../../lib/wire/protocol.ts';
import type { Crms } from '../sandbox/crm/start.ts';
import type { Finder, WalkPage } from './walk.ts';

interface Downloaded {
  name: string;
  /** Its place on the disk. In Chromium it has to be asked for before a panel is opened: the connection that finds the panel takes over the downloads. */
  path(): Promise<string>;
}

/** The window in which a company's sign-in is shown. */
export interface SignInWindow {
  /** Signs in with this name, and waits until the window is gone. */
  signIn(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The browser with the extension in which a walk is taken; Kebian speaks English there. Each kind of browser does in its own way what no page can. */
export interface Stand {
  crms: Crms;
  options: WalkPage;
  /** Asks the worker as an own page does. */
  ask<K extends CallName>(name: K, ask: Calls[K]['ask']): Promise<Calls[K]['answer']>;
  /** Opens a chat page, signed in. */
  openChats(): Promise<WalkPage>;
  openPanel(chats: WalkPage): Promise<WalkPage>;
  /** Opens an address in a tab in front. */
  openPage(address: string): Promise<WalkPage>;
  /** Opens a page of the extension in such a tab. */
  openOwn(path: string): Promise<WalkPage>;
  /** The page of the extension at this path, which the work has opened. */
  opened(path: string, work: () => Promise<void>): Promise<WalkPage>;
  /** Chooses a file of the disk in the file box that has this name; the only one, where it has none. */
  chooseFile(page: WalkPage, box: string | null, path: string): Promise<void>;
  /** What the browser downloads when this is done. */
  downloaded(page: WalkPage, work: () => Promise<void>): Promise<Downloaded>;
  /** Takes the network from the extension; what it answers with gives it back. */
  cutNetwork(): Promise<() => Promise<void>>;
  /** Brings the mouse to a place of a page, in px. */
  point(page: WalkPage, at: { x: number; y: number }): Promise<void>;
  /** Presses there. */
  pressAt(page: WalkPage, at: { x: number; y: number }): Promise<void>;
  /** The frame of ours over a chat page, once it shows something. */
  frameIn(chats: WalkPage): Promise<Finder>;
  /** Presses a button in that frame, when it takes input. */
  pressInFrame(chats: WalkPage, button: string): Promise<void>;
  /** Presses a button in a closed shadow root. */
  pressInside(page: WalkPage, host: string, button: string): Promise<void>;
  /** Where a company's sign-in sends people back to. */
  redirect(): Promise<string>;
  /** The window that the work has brought, with the sign-in of this address. */
  signInWindow(issuer: string, work: () => Promise<void>): Promise<SignInWindow>;
  /** Whether the browser lets a page keep a folder. */
  keepsFolders: boolean;
  /** Waits until what was typed is said to be saved. */
  saved(page: WalkPage): Promise<void>;
  close(): Promise<void>;
}
