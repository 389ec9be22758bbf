import type { ViewActions } from '../../components/customers/views';
import { rowsOf } from '../../lib/model/table/row';
import { Columns } from '../../lib/model/table/columns';
import { backupActions, restore, webdav } from './backup.ts';
import type { CustomersState } from './customers-states.ts';
import { importActions } from './import-actions.ts';
import { main } from './views.ts';

const never = () => new Promise<never>(() => undefined);

/** Empty views, work under way, and what a file or a place has answered. */
export function furtherStates(usual: ViewActions): Record<string, CustomersState> {
  const all = async () => ({ ...(await usual.all()), columns: () => new Columns(), rows: async () => rowsOf([], null) });
  const sealed = { kind: 'fault', fault: { kind: 'file', fault: 'needs-passphrase', address: webdav.name } } as const;
  const choose = 'main section:nth-of-type(2) input[type=file]';
  return {
    'customers-all-empty': { at: 'all', viewActions: { all } },
    'customers-all-unconnected': { at: 'all', connections: [] },
    'customers-all-nothing': { at: 'all', press: ['main input', 'keys:没有这样的人', 'main [role=grid][aria-rowcount="1"]'] },
    'customers-duplicates-none': {
      at: 'duplicates',
      viewActions: { duplicates: async () => ({ ...(await usual.duplicates()), sameKeys: async () => ({ customers: [], next: null }) }) },
    },
    'customers-duplicates-reading': {
      at: 'duplicates',
      viewActions: { duplicates: async () => ({ ...(await usual.duplicates()), sameKeys: never }) },
    },
    'customers-import-unconnected': { at: 'import', connections: [main] },
    'customers-import-undoing': {
      at: 'import',
      press: ['main ul button:last-of-type'],
      viewActions: { import: async () => importActions({ undo: never }) },
    },
    'customers-backup-seal': {
      at: 'backup',
      press: ['main section:first-of-type input[type=checkbox]', 'main section:first-of-type button'],
    },
    'customers-backup-making': {
      at: 'backup',
      press: ['main section:first-of-type button'],
      viewActions: { backup: async () => backupActions({}, { make: (_, progressed) => (progressed(250), never()) }) },
    },
    'customers-backup-fault': { at: 'backup', press: [`${choose}::客户.csv`] },
    'customers-backup-wrong': {
      at: 'backup',
      press: [`${choose}::kebian-2026-03-02.kebian`],
      viewActions: { backup: async () => backupActions({}, { take: async () => ({ kind: 'file', fault: 'wrong-passphrase' }) }) },
    },
    'customers-backup-webdav': { at: 'backup', viewActions: { backup: async () => backupActions({}, { hasFolders: false }) } },
    'customers-backup-older': {
      at: 'backup',
      press: ['main section:last-of-type summary'],
      viewActions: { backup: async () => backupActions({ place: webdav }) },
    },
    'customers-backup-older-sealed': {
      at: 'backup',
      press: ['main section:last-of-type summary', 'main section:last-of-type li button'],
      viewActions: { backup: async () => backupActions({ place: webdav }, { takeUp: async () => sealed }) },
    },
    'customers-backup-unkept': {
      at: 'backup',
      viewActions: {
        backup: async () => backupActions({ place: { ...webdav, older: null, fault: { kind: 'cut-off', address: webdav.name } } }),
      },
    },
    'customers-backup-restoring': {
      at: 'backup',
      press: ['main section section > div:last-child button'],
      viewActions: {
        backup: async () =>
          backupActions({ restore }, { apply: (_, __, ___, progressed) => (progressed({ ...restore, done: 12, steps: 210 }), never()) }),
      },
    },
  };
}
