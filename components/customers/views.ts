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

/** The props of every view, with those that showing a customer needs. */
export interface ViewProps<A> extends Omit<Showing, 'actions'> {
  /** The state of each connection's directory. */
  directories: DirectoryView[];
  /** What the administrator's policy allows. */
  rules: Rules;
  /** The view's own part of the address, '' where there is none. */
  within: string;
  /** Changes it. The browser's back button restores the earlier one, unless that is replaced (`instead`). */
  onWithin: (within: string, how?: 'instead') => void;
  /** Opens another view. */
  onGo: (view: ViewId, within?: string) => void;
  /** The actions on a customer, as in the panel. */
  panel: PanelActions;
  actions: A;
}

export interface ViewCard<A> {
  title: CustomersKey;
  icon: IconName;
  load: () => Promise<(props: ViewProps<A>) => ComponentChild>;
}

/** The actions of each view; `createViewActions` (lib/customers/actions.ts) makes them. */
export interface Views {
  all: AllActions;
  import: ImportActions;
  backup: BackupActions;
  duplicates: DuplicatesActions;
  replies: RepliesActions;
  schema: SchemaActions;
}

export type ViewId = keyof Views;

/** Every view of the page, in the order of the navigation; the first one is opened by default. */
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

/** Loads the actions of each view. */
export type ViewActions = { [V in ViewId]: () => Promise<Views[V]> };
