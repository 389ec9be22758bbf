import type { WALLS } from './walls';
import { textOf } from './source-tree';

/** What somebody in a hurry may write: files with their text, and what the wall is to say. */
interface Breach {
  files: Record<string, string>;
  says: string;
}

const VIEW = 'components/panel/hurried.tsx';
const WORKER = 'lib/service/sync/hurried.ts';

const inView = (text: string, says: string = VIEW): Breach => ({ files: { [VIEW]: text }, says });
const inWorker = (text: string, says: string = WORKER): Breach => ({ files: { [WORKER]: text }, says });
const at = (path: string, text = 'export const a = 1;', says = path): Breach => ({ files: { [path]: text }, says });
/** A file that is there, with a line more. */
const longer = (path: string, line: string, says: string): Breach => ({ files: { [path]: `${textOf(path)}\n${line}\n` }, says });
const within = (path: string, from: string, to: string, says: string): Breach => {
  const text = textOf(path);
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`);
  return { files: { [path]: text.replaceAll(from, to) }, says };
};
const press = (handler: string) => inView(`export const A = () => <p onKeyDown={${handler}} />;`);

/** Of each wall what it has to name. */
export const BREACHES: Record<keyof typeof WALLS, Record<string, Breach>> = {
  'a folder imports only what docs/architecture.md allows, packages too': {
    'with attributes': inView(`import a from '../../lib/wire/bus.ts' with { type: 'text' };\nexport const b = a;`),
    'as the default': inView(`export { default } from '../../lib/wire/bus';`),
    'among types, one value': at(
      'locales/hurried.ts',
      `import { type Props, Button } from '../components/button';\nexport const a: Props = Button;`,
    ),
    'from above the project': inWorker(`import a from '../../../../elsewhere/a';\nexport const b = a;`),
    'an import': inView(`import { call } from '../../lib/wire/bus';\nexport const a = call;`),
    'in double quotes': inView(`import { call } from "../../lib/wire/bus";\nexport const a = call;`),
    'of types': inView(`import type { Calls } from '../../lib/wire/protocol';\nexport type A = Calls;`),
    'over several lines': inView(`import {\n  call, // from the worker\n}\nfrom\n'../../lib/wire/bus';\nexport const a = call;`),
    'for its effect': inView(`import '../../lib/wire/bus';`),
    'behind a comment': inView(`/* nothing */ import '../../lib/wire/bus';`),
    'while it runs': inView(`export const a = () => import('../../lib/wire/bus');`),
    'while it runs, in backquotes': inView('export const a = () => import(`../../lib/wire/bus`);'),
    'of a type, in place': inView(`export type A = import('../../lib/wire/protocol').Calls;`),
    'by require': inView(`import bus = require('../../lib/wire/bus');\nexport const a = bus;`),
    'handed on': inView(`export { call } from '../../lib/wire/bus';`),
    'handed on as a whole': inView(`export * from '../../lib/wire/bus';`),
    'with its ending': inView(`import { call } from '../../lib/wire/bus.ts';\nexport const a = call;`),
    'with the ending of what is made of it': inView(`import { call } from '../../lib/wire/bus.js';\nexport const a = call;`),
    'from the root': inView(`import { call } from '/lib/wire/bus';\nexport const a = call;`),
    'by a name for the root': inView(`import { call } from '@/lib/wire/bus';\nexport const a = call;`),
    'of a worker': inView(`export const a = new Worker(new URL('../../lib/wire/bus.ts', import.meta.url));`),
    'of another module’s types': inView(`declare module '../../lib/wire/items' { interface A { a: 1 } }\nexport {};`),
    'of a test': inView(`import { people } from '../../test/sandbox/people';\nexport const a = people;`),
    'of a script': inWorker(`import { zip } from '../../../scripts/zip';\nexport const a = zip;`),
    'of more than types': at('locales/hurried.ts', `import { Button } from '../components/button';\nexport const a = Button;`),
    'of the browser’s interface in a component': inView(`import browser from 'webextension-polyfill';\nexport const a = browser;`),
    'of the same by another package': inView(`import { browser } from 'wxt/browser';\nexport const a = browser;`),
    'of a package that is there by chance': inWorker(`import mitt from 'mitt';\nexport const a = mitt;`),
    'of the relay': inWorker(`import { refusals } from '../../../relay/problems';\nexport const a = refusals;`),
    'of what the relay depends on': inWorker(`import { Hono } from 'hono';\nexport const a = Hono;`),
    'of the worker in the relay': at('relay/hurried.ts', `import { call } from '../lib/wire/bus';\nexport const a = call;`),
    'of Node.js': inWorker(`import { join } from 'node:path';\nexport const a = join;`),
  },
  'every import leads to a file of the product, or to a package': {
    'a worker by a name alone': inWorker(`export const a = new Worker('/reader.js', { type: 'module' });`),
    'a shared one': inWorker(`export const a = new SharedWorker('/reader.js');`),
    'an address that is found while it runs': inWorker(`export const a = import.meta.resolve('../edits/outbox');`),
    'a name that is made while it runs': inWorker('export const a = (name: string) => import(`../edits/${name}.ts`);'),
    'files by a pattern': inView(`export const a = import.meta.glob('../../lib/wire/*.ts');`),
    'the same, by another name': inView(`const here = import.meta;\nexport const a = here;`),
    'the address of the file, by itself': inWorker(`export const a = new URL('../edits/outbox.ts', String(import.meta.url));`),
    'a file as its text': inWorker(`import text from '../../model/phone.ts?raw';\nexport const a = text;`),
    'a file that is not there': inWorker(`import { a } from './nothing';\nexport const b = a;`),
    'a line for the compiler': inView(`/// <reference path="../../lib/wire/bus.ts" />\nexport const a = 1;`),
    'what no parser reads': inWorker('export const a = ;'),
  },
  'every file stands in a folder of the table, and is one that these walls can read': {
    'a folder that nobody knows': at('lib/store/cards.ts'),
    'a file beside the folders': at('lib/cards.ts'),
    'an entrypoint of one file': at('entrypoints/helper.ts'),
    'an entrypoint that nobody knows': at('entrypoints/devtools/main.ts'),
    '.mts': at('lib/service/sync/hurried.mts'),
    '.cts': at('lib/service/sync/hurried.cts'),
    '.mjs': at('lib/service/sync/hurried.mjs'),
    '.js': at('lib/service/sync/hurried.js'),
    '.jsx': at('components/panel/hurried.jsx'),
    'code that the build copies': at('public/hurried.js'),
    'a style of a component': at('components/panel/hurried.css', 'p { color: red }'),
    'data beside the code': at('lib/service/sync/hurried.json', '{}'),
    'another page in a folder that is there': at('entrypoints/sidepanel/second.html', '<p></p>'),
  },
  'a page loads its own code and style, and has none in itself': {
    'a style from elsewhere': at('entrypoints/sidepanel/style.css', `@import url("https://cdn.example/a.css");`),
    'code in the page': at('entrypoints/sidepanel/index.html', '<script type="module">import "../../lib/service/start";</script>'),
    'other code': at('entrypoints/sidepanel/index.html', '<script type="module" src="../background/index.ts"></script>'),
    'code of somebody else': at('entrypoints/sidepanel/index.html', `<script src='https://cdn.example/a.js'></script>`),
    'a handler': at('entrypoints/sidepanel/index.html', '<body onload="start()"></body>'),
  },
  'one vendor stays in one folder: nothing outside lib/providers/<id> imports from inside it, but the registry': {
    'the worker looks into one': inWorker(`import { sign } from '../../providers/tanma/sign';\nexport const a = sign;`),
    'one looks into another': at(
      'lib/providers/tanma/hurried.ts',
      `import { fieldOf } from '../lixiao/fields';\nexport const a = fieldOf;`,
    ),
    'the relay looks into one': at('relay/hurried.ts', `import { sign } from '../lib/providers/tanma/sign';\nexport const a = sign;`),
    'what all share looks into one': at('lib/providers/hurried.ts', `export type { Row } from './lixiao/schema';`),
    'the registry looks deeper than the entry': longer(
      'lib/providers/registry.ts',
      `export { sign } from './tanma/sign';`,
      'lib/providers/registry.ts',
    ),
  },
  'what only a relay can run stays out of the extension: no other file imports it': {
    'the worker has it': inWorker(`import { onRelay } from '../../providers/on-relay';\nexport const a = onRelay;`),
    'the registry has it': longer('lib/providers/registry.ts', `export { onRelayAlone } from './on-relay';`, 'lib/providers/registry.ts'),
  },
  'the browser is spoken to through its one import': {
    chrome: inView('export const a = () => chrome.storage.session.get(null);'),
    'browser, which is there in Firefox': inView('export const a = () => browser.runtime.id;'),
    'by the window': inView('export const a = () => window.chrome;'),
    'by a window whose type is given': inView('export const a = () => (globalThis as { chrome?: object }).chrome;'),
    'by a window under another name': inView('const page = window as never;\nexport const a = () => page.chrome;'),
    'by the window of a document': inView('export const a = () => (document.defaultView as never)?.chrome;'),
    'by a window that is taken apart': inView('const { chrome } = globalThis as never;\nexport const a = chrome;'),
  },
  'the net is reached in one place, which asks whether it is allowed': {
    'by a picture': inView(`new Image().src = 'https://crm.example/?name=a';\nexport {};`),
    'by a name in brackets': inView(`export const a = () => self['fetch']('https://crm.example/');`),
    'a page asks by itself': inView(`export const a = () => fetch('https://crm.example/');`),
    'the worker goes past the permission': inWorker(`export const a = () => globalThis.fetch('https://crm.example/');`),
    'in the older way': inWorker('export const a = new XMLHttpRequest();'),
    'by a line': at('lib/providers/tanma/hurried.ts', `export const a = new WebSocket('wss://crm.example/');`),
    'by a window under another name': inWorker(`const all = globalThis;\nexport const a = () => all.fetch('https://crm.example/');`),
    'without an answer': at('lib/panel/hurried.ts', `export const a = () => navigator.sendBeacon('https://crm.example/', 'a');`),
  },
  'what is stored is stored where docs/storage.md says': {
    'in the page': inView(`localStorage.setItem('a', 'b');\nexport {};`),
    'for the page’s life': inView(`window.sessionStorage.setItem('a', 'b');\nexport {};`),
    'in a database of its own': inWorker(`export const a = indexedDB.open('mine');`),
    'where content scripts read it': inWorker(
      `import { browser } from 'wxt/browser';\nexport const a = () => browser.storage.local.set({ a: 1 });`,
    ),
    'with the browser’s account': inWorker(`import { browser } from 'wxt/browser';\nexport const a = () => browser.storage.sync.get();`),
    'in the session, by a page': at(
      'lib/panel/hurried.ts',
      `import { browser } from 'wxt/browser';\nconst { session } = browser.storage;\nexport const a = session;`,
    ),
    'in a database of its own, by the library': inWorker(`import { openDB } from 'idb';\nexport const a = () => openDB('mine', 1);`),
    'in files of its own': inWorker('export const a = () => navigator.storage.getDirectory();'),
    'where content scripts read it, in two steps': inWorker(
      `import { browser } from 'wxt/browser';\nconst kept = browser.storage;\nexport const a = () => kept.local.set({ a: 1 });`,
    ),
    'the same, taken apart': inWorker(
      `import { browser } from 'wxt/browser';\nconst { storage: { local } } = browser;\nexport const a = local;`,
    ),
    'the same, taken apart under another name': inWorker(
      `import { browser } from 'wxt/browser';\nconst { storage: kept } = browser;\nexport const a = kept.local;`,
    ),
    'in an area that is only known when it runs': inWorker(
      `import { browser } from 'wxt/browser';\nexport const a = (area: 'local') => browser.storage[area].get();`,
    ),
    'in a cookie': inView(`document.cookie = 'a=b';\nexport {};`),
  },
  'no text is run as code': {
    eval: inWorker(`export const a = eval('1');`),
    'a function of text': inWorker(`export const a = new Function('return 1');`),
  },
  'text is never written as markup': {
    innerHTML: inView(`export const a = (to: Element) => (to.innerHTML = 'b');`),
    'by another writing': inView(`export const a = (to: Element) => (to['inner' + 'HTML'] = to["outerHTML"]);`),
    'by Preact': inView('export const A = () => <p dangerouslySetInnerHTML={{ __html: "a" }} />;'),
    'by a property': inView(`export const a = { dangerouslySetInnerHTML: { __html: 'a' } };`),
    'by a range': inView(`export const a = (range: Range) => range.createContextualFragment('<p>');`),
    'into the document': inView(`document.write('<p>');\nexport {};`),
    'in a frame': inView(`export const A = () => <iframe srcdoc="<p>" />;`),
  },
  'only wiring stands in the entrypoints: no file there is long': {
    'a long one': at('entrypoints/sidepanel/hurried.ts', 'export const a = 1;\n'.repeat(81)),
  },
  'a key is read in one place, which knows the keys of input methods': {
    'if there is an event': press('(x) => send(x?.key)'),
    'with a value for none': press(`(x = last) => send(x.key)`),
    'on the way down': inView('export const A = () => <p onKeyDownCapture={(x) => send(x.code)} />;'),
    'an event called so': press(`(event) => event.key === 'a'`),
    'an event called otherwise': press('(pressed) => send(pressed.key)'),
    'by a function that stands elsewhere': inView(
      'const down = (x: { key: string }) => send(x.key);\nexport const A = () => <p onKeyDown={down} />;',
    ),
    'by a function that stands below': inView(
      'export const A = () => <p onKeyDown={down} />;\nfunction down(x: { key: string }) { send(x.key); }',
    ),
    'by a listener that stands elsewhere': at(
      'lib/panel/hurried.ts',
      `const down = (x: { key: string }) => send(x.key);\naddEventListener('keydown', down);`,
    ),
    'where it is listened to at times': press('open ? (x) => send(x.key) : undefined'),
    'where it is listened to if': press('open && ((x) => send(x.key))'),
    'in the name of an older engine': press('(x) => send(x.keyCode)'),
    'taken apart': press('({ key }) => send(key)'),
    'taken apart, under another name': press('({ code: which }) => send(which)'),
    'taken apart later': press('(x) => { const { key } = x; send(key); }'),
    'under a second name': press('(x) => { const y = x; send(y.key); }'),
    'in brackets': press(`(x) => send(x['key'])`),
    'by a hook': press(`useCallback((x) => send(x.key), [])`),
    'by a method': inView(`export const a = { onKeyDown(x) { return x.key; } };`),
    'by a listener': at('lib/panel/hurried.ts', `addEventListener("keydown", function (pressed) { send(pressed.code); });`),
    'by a listener of the older kind': at('lib/panel/hurried.ts', 'document.onkeyup = (pressed) => send(pressed.key);'),
    'with its type': at('lib/panel/hurried.ts', 'export function on(what: KeyboardEvent) { return what.key; }'),
    'with a type of Preact’s': inView('export const on = (n: number, x: JSX.TargetedKeyboardEvent<HTMLElement>) => x.key;'),
    'with the type of the handler': inView('export const on: KeyboardEventHandler<HTMLElement> = (x) => send(x.key);'),
    'in another event': at('lib/panel/hurried.ts', 'export const on = (x: Event) => (x as KeyboardEvent).key;'),
    'compared with the name of a key': inView(`export const a = useKeys((x) => x.key === "Enter");`),
    'chosen by the name of a key': inView(`export const a = useKeys((x) => ({ ArrowUp: -1, ArrowDown: 1 })[x.key]);`),
    'looked for among names of keys': inView(`export const a = useKeys((x) => ['Home', 'End'].includes(x.key));`),
    'told apart by a switch': inView(`export const a = useKeys((x) => { switch (x.code) { case 'Tab': return 1; } });`),
    composing: inView('export const a = useKeys((x) => !x.isComposing);'),
  },
  'a kind of session item is told by its card, and by nothing else: no file looks how a key begins': {
    startsWith: inWorker(`export const a = (of: string) => of.startsWith('answer:');`),
    'in double quotes': inWorker(`export const a = (of: string) => of.startsWith("answer:");`),
    'with a name': inWorker('export const a = (of: string, id: string) => of.startsWith(`answer:${id}`);'),
    indexOf: inWorker(`export const a = (of: string) => of.indexOf('answer:') === 0;`),
    slice: inWorker(`export const a = (of: string) => of.slice('answer:'.length);`),
    split: inView(`export const a = (of: string) => of.split('customer:')[1];`),
    'a name for it': inWorker(`const BEFORE = 'answer:';\nexport const a = (of: string) => of.startsWith(BEFORE);`),
    'a pattern': inWorker('export const a = (of: string) => /^answer:/.test(of);'),
    'a pattern for several': inWorker('export const a = (of: string) => /^(?:answer|chat):/.test(of);'),
  },
  'keys of items and ids are compared as a whole, never taken apart': {
    split: inWorker(`export const a = (key: string) => key.split(':')[1];`),
    indexOf: inWorker(`export const a = (key: string) => key.indexOf(' ');`),
    slice: inView(`export const a = (customerId: string) => customerId.slice(3);`),
    'compared by its start': inWorker(`export const a = (key: string) => key.slice(0, 5) === 'chat:';`),
    'of a member': inWorker(`export const a = (item: { id?: string }) => item.id?.substring(3);`),
    'of what a call answers': inWorker(`export const a = (of: Contact) => contactKey(of).split('\\n');`),
    'by a pattern': inWorker('export const a = (key: string) => /:(.*)/.exec(key);'),
    'by its end': inWorker('export const a = (key: string, of: string) => key.endsWith(` ${of}`);'),
    'one of several': inView(`export const a = (ids: string[]) => ids[0]!.slice(3);`),
    'each of several': inView('export const a = (of: { customerIds: string[] }) => of.customerIds.map((one) => one.slice(3));'),
    'under another name': inWorker(`export const a = (key: string) => { const text = key; return text.split(':'); };`),
    'as what a call answers, under another name': inWorker(
      `export const a = (of: Contact) => { const text = contactKey(of); return text.split(':'); };`,
    ),
    'taken out under another name': inWorker(`export const a = ({ key: text }: { key: string }) => text.split(':');`),
    'made a text': inWorker(`export const a = (key: string) => String(key).split(':');`),
    'made a text by a template': inWorker("export const a = (key: string) => `${key}`.split(':');"),
    'by replacing': at('lib/panel/hurried.ts', `export const a = (chatKey: string) => chatKey.replace('chat:', '');`),
  },
  'what was typed or pasted is cut off nowhere': {
    'as it is typed': inView('export const A = () => <input onInput={(event) => set(event.currentTarget.value.slice(0, 200))} />;'),
    'without the blanks around it': inView(
      'export const A = () => <input onInput={({ target }) => set(target.value.trim().substring(0, 200))} />;',
    ),
    'as it is sent': inView('export const a = (text: string) => save(text.slice(0, LIMITS.text));'),
    'as it is handed to the worker': at(
      'lib/panel/hurried.ts',
      'export const a = (text: string) => text.trim().substring(0, LIMITS.short);',
    ),
    'a list': inView('export const a = (numbers: string[]) => save(numbers.slice(0, LIMITS.phones));'),
  },
  'there is no folder or file for what has no name': {
    'a folder in capitals': at('lib/panel/Utils/a.ts'),
    'a folder': at('lib/service/sync/utils/a.ts'),
    'a file': at('components/panel/helpers.ts'),
    'a file with more in its name': at('components/panel/customer-helpers.ts'),
    'a file, written in full': at('lib/panel/utilities.ts'),
  },
  'no text for people stands inside lib, but for what providers bring and what sites look for': {
    'a text': inWorker(`export const a = '客户';`),
    'a text with a value in it': inWorker('export const a = (n: number) => `${n} 位客户`;'),
  },
  'what a page says is a text of locales: none stands in markup, and none in Chinese beside it': {
    'between tags': inView('export const A = () => <p>No customer</p>;'),
    'between tags, in braces': inView(`export const A = () => <p>{'No customer'}</p>;`),
    'one of two': inView(`export const A = ({ on }: { on: boolean }) => <p>{on ? 'Saved' : null}</p>;`),
    'only at times': inView(`export const A = ({ on }: { on: boolean }) => <p>{on && 'Saved'}</p>;`),
    'with a value in it': inView('export const A = ({ n }: { n: number }) => <p>{`${n} customers`}</p>;'),
    'put together': inView(`export const A = ({ n }: { n: number }) => <p>{n + ' customers'}</p>;`),
    'of which only screen readers speak': inView('export const A = () => <button aria-label="Close" />;'),
    'in an attribute, in braces': inView(`export const A = ({ on }: { on: boolean }) => <p title={on ? 'On' : 'Off'} />;`),
    'of one sign': inView('export const A = () => <p>无</p>;'),
    'in Chinese, for later': inView(`const NOBODY = '没有客户';\nexport const A = () => <p>{NOBODY}</p>;`),
    'in an entrypoint': at('entrypoints/sidepanel/hurried.ts', `document.title = '客户';`),
  },
  'what is told to the log goes through one place, which leaves out what is told of people': {
    'a value, to look at it': inWorker('export const a = (phone: string) => console.log(phone);'),
    'in a page': inView('export const a = (thrown: unknown) => console.error(thrown);'),
    'by the window': inView('export const a = (thrown: unknown) => window.console.error(thrown);'),
  },
  'no CRM of a vendor is known by its id outside its folder': {
    'the worker does something for one alone': inWorker(`export const a = (of: string) => of === 'tanma';`),
    'a component shows something for one alone': inView(`export const A = ({ of }: { of: string }) => (of === 'lixiao' ? <p /> : null);`),
    'the relay knows one': at('relay/hurried.ts', `export const a = 'wechat-console';`),
  },
  'the style of a page is made from every component that stands in it': {
    'a new folder': {
      files: {
        ...within('components/options/options.tsx', `import `, `import '../hurried/hurried';\nimport `, '').files,
        'components/hurried/hurried.tsx': 'export const A = () => <p class="x" />;',
      },
      says: 'entrypoints/options shows components/hurried/hurried.tsx',
    },
    'a folder in a comment': within(
      'entrypoints/sidepanel/style.css',
      `@source '../../components';`,
      `/* @source '../../components'; */`,
      'components/today/',
    ),
    'a folder that is left out': within(
      'entrypoints/sidepanel/style.css',
      `@source not '../../components/customers';`,
      `@source not '../../components/today';`,
      'components/today/',
    ),
    'a folder that begins alike': within(
      'entrypoints/options/style.css',
      `@source '../../components/options';`,
      `@source '../../components/option';`,
      'components/options/',
    ),
  },
  'a wing of the worker imports only the wings that docs/architecture.md allows': {
    'a higher one': inWorker(`import { a } from '../edits/outbox';\nexport const b = a;`),
    'a lower one that the table leaves out': at('lib/service/replies/hurried.ts', `import "../session/items";\nexport {};`),
  },
  'a wing reaches none of a higher row, not through the files beside the wings either': {
    'a file beside the wings that is there': inWorker(`import { createRequests } from '../requests';\nexport const a = createRequests;`),
    'a new file beside the wings': {
      files: {
        'lib/service/detour.ts': `import { a } from './further';\nexport const b = a;`,
        'lib/service/further.ts': `import { outbox } from './edits/outbox';\nexport const a = outbox;`,
        [WORKER]: `import { b } from '../detour';\nexport const c = b;`,
      },
      says: `${WORKER} reaches edits`,
    },
  },
  'what stands beside the wings hands none of their parts on': {
    'all of one': at('lib/service/hurried.ts', `export * from './edits/outbox';`),
    'a type': at('lib/service/hurried.ts', `export type { A } from './edits/outbox';`),
    'what was imported, under another name': at('lib/service/hurried.ts', `import { a } from './edits/outbox';\nexport const b = a;`),
    'what was imported': at('lib/service/hurried.ts', `import { a } from './edits/outbox';\nexport { a as b };`),
  },
  'the wings are all of the worker’s folders, and few files stand beside them': {
    'one that is called as a wing is, with markup': at('lib/service/lookup.tsx', undefined, 'lookup.tsx'),
    'a folder that nobody knows': at('lib/service/queue/a.ts', undefined, 'queue'),
    'a file that is called as a wing is': at('lib/service/lookup.ts', undefined, 'lookup.ts'),
    'a file too many': {
      files: Object.fromEntries(['a', 'b', 'c'].map((name) => [`lib/service/${name}.ts`, 'export const a = 1;'])),
      says: '.ts',
    },
  },
  'the wings and the files beside them import each other in no circle, over at most eleven floors': {
    'a circle': longer('lib/service/language.ts', `import './requests';`, 'a circle'),
  },
};
