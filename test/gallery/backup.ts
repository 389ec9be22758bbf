import type { BackupActions, Comparison } from '../../components/customers/backup/actions';
import { NO_CHANGES, type RestoreView } from '../../lib/model/backup/kinds';
import type { BackupsView, PlaceView } from '../../lib/model/backup/place';

/** The gallery's now is told by the pictures' clock; these are a while before it. */
const MADE_AT = '2026-03-02T08:30:00.000Z';
const AT = Date.parse(MADE_AT);

const backups: BackupsView = {
  last: { at: AT, to: 'file', counts: { customers: 312, followUps: 1_204 } },
  remindAfter: 14,
  old: false,
  customers: 315,
  place: null,
  restore: null,
};

export const webdav: PlaceView = {
  kind: 'webdav',
  name: 'https://dav.jianguoyun.com/dav/客边/',
  user: 'lin@shop.example',
  every: 24,
  sealed: true,
  lastAt: AT,
  fault: null,
  theirs: null,
  older: ['kebian-backup-2026-03-01-1815.kebian', 'kebian-backup-2026-02-28-0902.kebian', 'kebian-backup-2026-02-26-2330.kebian'],
};

export const restore: RestoreView = {
  id: 'r',
  madeAt: MADE_AT,
  from: 'kebian-2026-03-02.kebian',
  phase: 'ready',
  parts: 4,
  counts: { customers: 312 },
  how: null,
  done: 0,
  steps: 0,
  changes: {},
  at: AT,
  joined: false,
  takes: null,
};

const comparison: Comparison = {
  changes: {
    schema: { ...NO_CHANGES, same: 1 },
    customers: { ...NO_CHANGES, added: 14, changed: 3, same: 295, leftOut: 1, differences: 6 },
    followUps: { ...NO_CHANGES, added: 41, same: 1_163 },
    links: { ...NO_CHANGES, added: 2, same: 88 },
    replies: { ...NO_CHANGES, same: 23 },
  },
  examples: [
    {
      kind: 'customers',
      key: '1',
      name: '王芳',
      what: 'changed',
      differences: [
        { at: 'company', here: '启明医药', there: '启明医药集团' },
        { at: 'fields.f7', label: '收货地址', here: '杭州市西湖区文三路 90 号 3 幢 1201', there: null },
        { at: 'phones.13800138000', here: { label: null, number: '13800138000', hidden: false }, there: null },
        { at: 'tags', here: ['老客', 'VIP'], there: ['复购'] },
      ],
    },
    { kind: 'customers', key: '4', name: '李磊', what: 'changed', differences: [{ at: '', here: { name: '李磊' }, there: null }] },
    { kind: 'customers', key: '5', name: 'Åsa O’Brien', what: 'changed', differences: [{ at: '', here: null, there: { name: 'Åsa' } }] },
    { kind: 'schema', key: '6', name: '', what: 'changed', differences: [], renamed: [{ from: 'VIP', to: 'VIP (2)' }] },
    { kind: 'customers', key: '2', name: 'محمد', what: 'added', differences: [] },
    { kind: 'followUps', key: '3', name: '寄了样品，下周回访', what: 'added', differences: [] },
  ],
  origins: [],
  hasSettings: true,
};

const ended = { kind: 'problem', problem: { kind: 'unexpected', where: 'gallery' } } as const;

/** What the view of backups asks for, answered from here. */
export function backupActions(view: Partial<BackupsView>, more: Partial<BackupActions> = {}): BackupActions {
  const whole = { ...backups, ...view };
  return {
    hasFolders: true,
    now: async () => whole,
    make: async () => null,
    take: async () => ({ kind: 'file', fault: 'cut-off' }),
    takeUp: async () => ended,
    compare: async (_, { way }) => ({
      kind: 'compared',
      ...comparison,
      ...(way === 'replace' && { changes: { ...comparison.changes, customers: { ...comparison.changes.customers!, gone: 6 } } }),
    }),
    apply: async () => ended,
    undo: async () => null,
    forget: async () => null,
    remind: async (remindAfter) => ({ ...whole, remindAfter }),
    setWebdav: async () => ({ kind: 'fault', fault: { kind: 'status', status: 401, address: webdav.name } }),
    setFolder: async () => null,
    allowAgain: async () => ended,
    backUpNow: async () => ended,
    leave: async () => ({ ...whole, place: null }),
    ...more,
  };
}
