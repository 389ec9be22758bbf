import type { ComponentChild } from 'preact';
import type { Rules } from '../../lib/model/rules';
import type { DirectoryView } from '../../lib/model/view';
import type { CustomersKey } from '../../locales/customers/translate';
import type { IconName } from '../icon';
import type { PanelActions } from '../panel/actions';
import type { Showing } from '../panel/whole-customer';
import type { AllActions } from './all/actions';
import type { ImportActions } from './import/actions';
import type { BackupActions } from './backup/actions';
import type { DuplicatesActions } from './duplicates/actions';
import type { RepliesActions } from './replies/actions';
import type { SchemaActions } from './schema/actions';

/** What every view is given; with what it takes to show any customer. */
export interface ViewProps<A> extends Omit<Showing, 'actions'> {
  /** How far the copies on this computer are. */
  directories: DirectoryView[];
  /** What the administrator's policy allows. */
  rules: Rules;
  /** What the view itself has written behind its id in the address, '' where nothing. */
  within: string;
  /** Writes that; the browser's back leads to what stood there before. */
  onWithin: (within: string) => void;
  /** Opens another view. */
  onGo: (view: ViewId, within?: string) => void;
  /** What can be done with a customer, as in the panel. */
  panel: PanelActions;
  actions: A;
}

export interface ViewCard<A> {
  title: CustomersKey;
  icon: IconName;
  load: () => Promise<(props: ViewProps<A>) => ComponentChild>;
}

/** What each view can ask for; its maker stands in `createViewActions` (lib/customers/actions.ts). */
export interface Views {
  all: AllActions;
  import: ImportActions;
  backup: BackupActions;
  duplicates: DuplicatesActions;
  replies: RepliesActions;
  schema: SchemaActions;
}

export type ViewId = keyof Views;

/** Every view of the page, in the order of the navigation; the first is what the page opens with. */
export const VIEWS: { [V in ViewId]: ViewCard<Views[V]> } = {
  all: { title: 'all.title', icon: 'group', load: () => import('./all/all-view').then((file) => file.AllView) },
  import: { title: 'import.title', icon: 'file', load: () => import('./import/import-view').then((file) => file.ImportView) },
  duplicates: {
    title: 'duplicates.title',
    icon: 'swap',
    load: () => import('./duplicates/duplicates-view').then((file) => file.DuplicatesView),
  },
  backup: { title: 'backup.title', icon: 'shield', load: () => import('./backup/backup-view').then((file) => file.BackupView) },
  replies: { title: 'replies.title', icon: 'copy', load: () => import('./replies/replies-view').then((file) => file.RepliesView) },
  schema: { title: 'schema.title', icon: 'edit', load: () => import('./schema/schema-view').then((file) => file.SchemaView) },
};

export const VIEW_IDS = Object.keys(VIEWS) as ViewId[];

/** How the actions of a view are come by. */
export type ViewActions = { [V in ViewId]: () => Promise<Views[V]> };
