import type { Outcome } from '../../lib/model/sheet/outcome';
import type { ImportActions } from '../../components/customers/import/actions';
import type { Field } from '../../lib/model/customer';
import type { Checked, Preview } from '../../lib/model/sheet/checked';
import type { ImportRun } from '../../lib/model/sheet/import-run';
import { NOW } from './people.ts';

const done = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ kind: 'done', value });
const field = (id: string, label: string, type: Field['type']): Field => ({ id, label, type, options: [], editable: true });

const preview: Preview = {
  kind: 'csv',
  encoding: 'gb18030',
  readings: [],
  separator: ',',
  sheets: [],
  sheet: 0,
  passedOver: null,
  layout: 'rows',
  hidden: { rows: 0, columns: [], left: false },
  merged: 0,
  headerRow: 1,
  headings: ['客户姓名', '手机号码', '微信', '公司名称', '客户标签', '出生日期', '备注信息', '负责业务员'],
  targets: ['name', 'phone', 'field:wechat', 'company', 'tags', 'field:birthday', 'remark', null],
  missing: [],
  samples: [
    ['王芳', '13800138000', 'wangfang90', '杭州启明医药有限公司', 'VIP、老客', '1990/5/1', '周三上午再联系，要看新产品的报价', '张三'],
    ['李雷', '139-0013-9000', '', '', '', '', '', '张三'],
    ['O’Brien', '+852 9123 4567', 'obrien', 'Harbour & Co', '', '', '', ''],
  ],
};

const checked: Checked = {
  rows: 312,
  empty: 2,
  filled: 0,
  yearless: 0,
  unnamed: 0,
  taken: 303,
  left: 7,
  marked: 0,
  faults: { 'no-phone': 3, scientific: 2, 'no-name': 2 },
  faulty: [
    { row: 17, name: '韩梅梅', faults: [{ kind: 'scientific', column: 1, value: '1.38E+10' }] },
    { row: 48, name: '赵一', faults: [{ kind: 'no-phone', column: 1, value: '不知道' }] },
    { row: 112, name: '', faults: [{ kind: 'no-name', column: null, value: '' }] },
    {
      row: 140,
      name: '陈晓明',
      faults: [
        { kind: 'zero', column: 1, value: '57188880000' },
        { kind: 'no-date', column: 5, value: '属马' },
      ],
    },
  ],
  sameCount: 4,
  same: [
    { row: 9, name: '王芳', by: 'phone', with: { kind: 'book', id: '1', name: '芳姐', company: '启明医药' } },
    { row: 80, name: '李磊', by: 'wechat', with: { kind: 'row', row: 12, name: '李磊（老）' } },
    { row: 81, name: '周杰', by: 'name', with: { kind: 'book', id: '2', name: '周杰', company: '博雅教育' } },
  ],
  newOptions: [{ field: 'stage', names: ['初次接触', '报价中', '已签约'] }],
  bookState: 301,
};

/** A book's own file, two of whose fields the book lacks. */
export const ownFile: Preview = {
  ...preview,
  ...{ kind: 'json', encoding: 'utf-8', separator: null, headerRow: 0, layout: null },
  headings: ['name', 'phone', '微信号', '预算（元）', '喜欢的户型和朝向', 'remark'],
  targets: ['name', 'phone', 'field:wechat', 'field:budget', 'field:rooms', 'remark'],
  missing: [
    { column: 3, field: { id: 'budget', label: '预算（元）', type: 'number', options: [] } },
    { column: 4, field: { id: 'rooms', label: '喜欢的户型和朝向', type: 'choices', options: [] } },
  ],
  samples: [
    ['王芳', '13800138000', 'wangfang90', '800000', '三室, 朝南', '周三上午再联系'],
    ['李雷', '13900139000', '', '1200000', '', ''],
  ],
};

/** A workbook with two sheets, and with cells that cover several rows. */
const workbook: Preview = {
  ...preview,
  ...{ kind: 'xlsx', encoding: null, separator: null, sheets: ['客户', '2025 年展会名单（深圳、杭州、成都）'], sheet: 1, merged: 12 },
  ...{ passedOver: '客户', hidden: { rows: 38, columns: [2, 5], left: false } },
};

const decisions = { all: 'skip', each: {}, prefers: 'book' } as const;
const about: ImportRun['about'] = {
  ...{ file: '老系统客户.csv', digest: '', rows: 1_000, reading: {}, headerRow: 1, targets: [] },
  ...{ damaged: 'leave-out', decisions },
};
const runs: ImportRun[] = [
  { run: '1', at: NOW - 86_400_000, about, state: 'running', parts: 1, added: 470, merged: 12, gone: 0 },
  { run: '2', at: NOW - 3_600_000, about: { ...about, file: '通讯录.vcf' }, state: 'done', parts: 2, added: 612, merged: 0, gone: 0 },
];

/** What the view that takes files in and out asks for; `other` in the place of what a picture is about. */
export function importActions(other: Partial<ImportActions> = {}): ImportActions {
  return {
    fields: () =>
      done([field('wechat', '微信号', 'text'), field('birthday', '生日', 'date'), { ...field('stage', '阶段', 'choice'), isStage: true }]),
    open: () => done(preview),
    preview: () => done(preview),
    check: (_, __, onRows) => (onRows(200, 1), done(checked)),
    digest: () => done(''),
    begin: () => done('3'),
    write: () => done({ added: 299, merged: 4, gone: 0, whole: true }),
    imports: () => done(runs),
    undo: () => done({ left: 0, removed: 298, restored: 4, kept: [{ id: '1', name: '王芳' }] }),
    faulty: () => done(null),
    exportRows: (_, onRows) => (onRows(100), done(312)),
    openOptions: () => undefined,
    ...other,
  };
}

const never = () => new Promise<never>(() => undefined);
const refused = (fault: Extract<Outcome<never>, { kind: 'file' }>['fault']): Promise<Outcome<never>> =>
  Promise.resolve({ kind: 'file', fault });
const COLUMNS = ['file:客户.csv'];
const CHECKED = [...COLUMNS, 'main section > div > div:last-child > button:first-child'];
const BEGUN = [...CHECKED, 'main section > div > div:last-child > button:first-child'];

/** Every step of the view, by what is pressed until it is there. */
export const importStates = {
  'customers-import': { press: [], actions: importActions() },
  'customers-import-fault': { press: COLUMNS, actions: importActions({ open: () => refused({ kind: 'quote', row: 312, column: 4 }) }) },
  'customers-import-columns': { press: COLUMNS, actions: importActions() },
  'customers-import-missing': { press: COLUMNS, actions: importActions({ open: () => done(ownFile) }) },
  'customers-import-merged': { press: COLUMNS, actions: importActions({ open: () => done(workbook), preview: () => done(workbook) }) },
  'customers-import-filled': {
    press: CHECKED,
    actions: importActions({ check: () => done({ ...checked, filled: 36, yearless: 2, unnamed: 3 }) }),
  },
  'customers-import-checking': { press: CHECKED, actions: importActions({ check: (_, __, onRows) => (onRows(48_500, 0.4), never()) }) },
  'customers-import-checked': { press: CHECKED, actions: importActions() },
  'customers-import-running': { press: BEGUN, actions: importActions({ write: (_, onRead) => (onRead(180), never()) }) },
  'customers-import-done': { press: BEGUN, actions: importActions() },
  'customers-import-undone': { press: [...BEGUN, 'main section > div > div:last-child > button:last-child'], actions: importActions() },
};
