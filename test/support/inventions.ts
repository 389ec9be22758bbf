/** What somebody writes into one file who follows a recipe. */
export interface Step {
  file: string;
  /** What is replaced by what; a new file is its second text alone. */
  writes: [before: string, after: string][] | string;
}

/** Something that Kebian is to learn, as far as the compiler can see it. */
export interface Invention {
  /** The steps of the rows that the compiler asks for by itself. */
  asked: Step[];
  /** The other ones. */
  unasked: Step[];
}

const at = (file: string, ...writes: [before: string, after: string][]): Step => ({ file, writes });
/** Writes before the first place that reads so. */
const before = (file: string, anchor: string, more: string): Step => at(file, [anchor, more + anchor]);
const made = (file: string, text: string): Step => ({ file, writes: text });

const readOnly = `case 'pigeon':\n      throw new ProblemError({ kind: 'not-supported', ability: change.kind });\n    `;

/** By the titles of the recipes. */
export const INVENTIONS: Record<string, Invention> = {
  'A chat page': {
    asked: [],
    unasked: [
      at(
        'lib/model/chat-pages.ts',
        ['export const KNOWN_PAGES', `export const DOVECOTE: KnownPage = { ...MPKF, id: 'dovecote' };\n\nexport const KNOWN_PAGES`],
        ['[WECHAT_WEB, MPKF]', '[WECHAT_WEB, MPKF, DOVECOTE]'],
      ),
      made('lib/sites/dovecote.ts', `import { mpkf } from './mpkf';\n\nexport const dovecote = { ...mpkf, id: 'dovecote' };\n`),
      at(
        'lib/sites/invited.ts',
        ['import { mpkf', `import { dovecote } from './dovecote';\nimport { mpkf`],
        ['[mpkf]', '[mpkf, dovecote]'],
      ),
    ],
  },

  'A kind of edit': {
    unasked: [
      before('lib/model/edit.ts', `| { kind: 'personal-name'`, `| { kind: 'pigeon'; ring: string }\n  `),
      before('locales/rest/zh_CN.ts', `'outbox.remark':`, `'outbox.pigeon': '信鸽 {ring}',\n  `),
      made(
        'components/customer/pigeons.tsx',
        'export function Pigeons({ editable }: { editable: boolean }) {\n  return <p>{editable}</p>;\n}\n',
      ),
      before('lib/providers/lixiao/connection.ts', `'remark', 'add-tag'`, `'pigeon', `),
    ],
    asked: [
      at(
        'lib/model/edit.ts',
        [`case 'remark':\n      return isSeen`, `case 'pigeon':\n      return UNSEEN;\n    case 'remark':\n      return isSeen`],
        [`case 'remark':\n      return [`, `case 'pigeon':\n      return [];\n    case 'remark':\n      return [`],
        [
          `case 'remark':\n      return { ...customer`,
          `case 'pigeon':\n      return customer;\n    case 'remark':\n      return { ...customer`,
        ],
      ),
      before(
        'lib/model/change-shapes.ts',
        `remark: v.strictObject({ kind`,
        `pigeon: v.strictObject({ kind: v.literal('pigeon'), ring: name }),\n    `,
      ),
      at(
        'components/customer/change-text.ts',
        [
          `case 'remark':\n      return change.text ?`,
          `case 'pigeon':\n      return t('outbox.pigeon', { ring: change.ring });\n    case 'remark':\n      return change.text ?`,
        ],
        [
          `case 'remark':\n    case 'personal-name'`,
          `case 'pigeon':\n      return change.ring;\n    case 'remark':\n    case 'personal-name'`,
        ],
        [
          `case 'remark':\n      return t('remark.title')`,
          `case 'pigeon':\n      return change.ring;\n    case 'remark':\n      return t('remark.title')`,
        ],
      ),
      before('locales/rest/zh_TW.ts', `'outbox.remark':`, `'outbox.pigeon': '信鴿 {ring}',\n  `),
      before('locales/rest/en.ts', `'outbox.remark':`, `'outbox.pigeon': 'Pigeon {ring}',\n  `),
      at(
        'components/panel/found-customer.tsx',
        [`import { Remark }`, `import { Pigeons } from '../customer/pigeons';\nimport { Remark }`],
        [`remark: 'remark',`, `remark: 'remark',\n  pigeon: 'pigeons',`],
        [`remark: Remark,`, `remark: Remark, pigeons: Pigeons,`],
        [`remark: edits('remark'),`, `remark: edits('remark'),\n    pigeons: edits('pigeons'),`],
        [`<EDITORS.remark `, `<EDITORS.pigeons editable={may.pigeons} />\n      <EDITORS.remark `],
      ),
      before('lib/providers/lixiao/write.ts', `case 'remark':\n      return { holds`, readOnly),
      at(
        'lib/providers/lixiao/read-back.ts',
        [
          `case 'remark':\n      return { name`,
          `case 'pigeon':\n      return { name: change.kind, isRead: true };\n    case 'remark':\n      return { name`,
        ],
        [`case 'remark':\n      return plainText`, `case 'pigeon':\n      return '';\n    case 'remark':\n      return plainText`],
      ),
      at('lib/providers/wechat-console/write.ts', [
        `case 'remark':\n      return update(`,
        `case 'pigeon':\n      return update(row, {});\n    case 'remark':\n      return update(`,
      ]),
      before('lib/providers/wecom/write.ts', `case 'field':\n    case 'personal-name':\n      throw`, `case 'pigeon':\n    `),
      before(
        'test/contract/provider.contract.ts',
        `case 'remark':\n    case 'personal-name'`,
        `case 'pigeon':\n      return { ...change, ring: '谁也没写过' };\n    `,
      ),
      before('test/support/blind-console.ts', `remark: 'remarks',`, `pigeon: 'xfield1', `),
    ],
  },

  'For the session': {
    unasked: [
      before(
        'lib/wire/item-cards.ts',
        `/** The popover of a tab:`,
        `nest: each<{ eggs: number }>()({ outlives: 'nothing', changed: 'stays', full: 'stays', panel: 'each', popover: 'own' }),\n  `,
      ),
    ],
    asked: [
      at(
        'lib/panel/store.ts',
        [`  reminders: Map<string, Reminder>;`, `  reminders: Map<string, Reminder>;\n  nests: Map<string, { eggs: number }>;`],
        [`reminders: new Map(),`, `reminders: new Map(),\n    nests: new Map(),`],
        [`reminder: 'reminders',`, `reminder: 'reminders',\n  nest: 'nests',`],
      ),
      before('lib/service/pages/popover-line.ts', `answer: (key) =>`, 'nest: (key) => key === `nest:${tab}`,\n    '),
    ],
  },

  'On the disk': {
    unasked: [
      before('lib/service/storage/database.ts', `aside: { key: string;`, `perches: { key: string; value: { id: string } };\n  `),
      at(
        'lib/service/storage/steps.ts',
        ['blockTable];', 'blockTable, perchTables];'],
        [
          'function bookTables',
          `function perchTables(database: RawDatabase): void {\n  database.createObjectStore('perches', { keyPath: 'id' });\n}\n\nfunction bookTables`,
        ],
      ),
    ],
    asked: [
      at(
        'lib/service/storage/table-cards.ts',
        ['aside: { key', `perches: { key: ['id'], indexes: [], goes: null, resumed: 'stays' },\n  aside: { key`],
        ['export const FORM = ', 'export const FORM = 1 + '],
      ),
      before('lib/service/storage/shapes.ts', `aside: ({ id`, `perches: ({ id }) => texts(id),\n  `),
    ],
  },

  'A panel section': {
    unasked: [
      made('lib/model/feather.ts', 'export interface Feather {\n  color: string;\n}\n'),
      at(
        'lib/model/questions.ts',
        ['import type { FollowUp }', `import type { Feather } from './feather';\nimport type { FollowUp }`],
        ['  sortings: {', '  feathers: { ask: { connection: string }; answer: Feather[] };\n  sortings: {'],
      ),
      at(
        'lib/providers/provider.ts',
        ['  sortings?(', '  feathers?(signal: AbortSignal): Promise<Feather[]>;\n  sortings?('],
        ['import type { FollowUp', `import type { Feather } from '../model/feather';\nimport type { FollowUp`],
      ),
      before('lib/model/view.ts', `'followUps', 'addFollowUp'`, `'feathers', `),
      made(
        'components/feathers/feathers.tsx',
        `import type { Feather } from '../../lib/model/feather';\nimport { useTexts } from '../texts';\n\n` +
          `export function Feathers({ all }: { all: Feather[] }) {\n  return <p>{useTexts().t('feathers.title', { count: all.length })}</p>;\n}\n`,
      ),
      before('locales/work/zh_CN.ts', `'replies.title'`, `'feathers.title': '{count} 根羽毛',\n  `),
      at(
        'components/panel/found-customer.tsx',
        [
          `const WriteTo =`,
          `const Feathers = lazily(() => import('../feathers/feathers').then((file) => file.Feathers), 'idle');\nconst WriteTo =`,
        ],
        [`<EDITORS.remark `, `<Feathers all={[]} />\n      <EDITORS.remark `],
      ),
    ],
    asked: [
      before(
        'lib/providers/relay/calls.ts',
        `sortings: reads`,
        `feathers: reads({ has: 'some', about: 'own', to: 'all', shared: 'no' }, [], v.array(v.object({ color: v.string() }))),\n    `,
      ),
      before('lib/wire/cards.ts', `sortings: {`, `feathers: { ...PAGE, takesOut: false, ask: ofConnection },\n  `),
      before(
        'lib/service/questions.ts',
        `sortings: ({ connection })`,
        `feathers: ({ connection }) => ask(connection, (crm, signal) => able(crm, 'feathers').feathers(signal)),\n    `,
      ),
      before('locales/work/zh_TW.ts', `'replies.title'`, `'feathers.title': '{count} 根羽毛',\n  `),
      before('locales/work/en.ts', `'replies.title'`, `'feathers.title': '{count} feathers',\n  `),
      before('test/gallery/actions.ts', `sortings: () =>`, `feathers: () => [],\n  `),
    ],
  },

  'Adding a CRM': {
    asked: [],
    unasked: [
      made(
        'lib/providers/loft/index.ts',
        `import type { Provider } from '../provider';\nimport { tanma } from '../tanma';\n\nexport const loft: Provider = { ...tanma, id: 'loft' };\n`,
      ),
      at(
        'lib/providers/registry.ts',
        [`import { lixiao }`, `import { loft } from './loft';\nimport { lixiao }`],
        [`const registered = { local,`, `const registered = { local, loft,`],
      ),
    ],
  },
};
