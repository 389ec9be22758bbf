import type { ComponentChild } from 'preact';
import type { Rules } from '../../lib/model/rules';
import type { Preferences } from '../../lib/model/settings';
import type { ConnectionView, DirectoryView } from '../../lib/model/view';
import type { CustomersKey } from '../../locales/customers/translate';
import type { IconName } from '../icon';

/** What every view is given. */
export interface ViewProps<A> {
  /** All connections, first the one that leads. */
  connections: ConnectionView[];
  /** How far the copies on this computer are. */
  directories: DirectoryView[];
  preferences: Preferences;
  /** What the administrator's policy allows. */
  rules: Rules;
  /** What the view itself has written behind its id in the address, '' where nothing. */
  within: string;
  /** Writes that; the browser's back leads to what stood there before. */
  onWithin: (within: string) => void;
  /** Opens another view. */
  onGo: (view: ViewId, within?: string) => void;
  actions: A;
}

export interface ViewCard<A> {
  title: CustomersKey;
  icon: IconName;
  load: () => Promise<(props: ViewProps<A>) => ComponentChild>;
}

/** What each view can ask for; its maker stands in `createViewActions` (lib/customers/actions.ts). */
export interface Views {
  all: object;
}

export type ViewId = keyof Views;

/** Every view of the page, in the order of the navigation; the first is what the page opens with. */
export const VIEWS: { [V in ViewId]: ViewCard<Views[V]> } = {
  all: { title: 'all.title', icon: 'group', load: () => import('./all/all-view').then((file) => file.AllView) },
};

export const VIEW_IDS = Object.keys(VIEWS) as ViewId[];

/** How the actions of a view are come by. */
export type ViewActions = { [V in ViewId]: () => Promise<Views[V]> };
