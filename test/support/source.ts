import { parseSync } from 'rolldown/utils';
import { readCuts } from './cuts.ts';
import { PARENT, allOf, chainOf, enclosing, nameOfMember, textOf, type Inner, type Node } from './nodes.ts';
import { sayingsIn } from './sayings.ts';

/** One import, export from another file, or type taken from one. */
export interface Import {
  specifier: string;
  /** It is gone when the types are. */
  types: boolean;
  /** It hands on what it takes: `export … from`. */
  handsOn: boolean;
}

/** The contents of one source file, as a parser reads it: comments and ways of writing make no difference. */
export interface Source {
  path: string;
  text: string;
  imports: Import[];
  /** Ways to other code that cannot be followed, in words. */
  blind: string[];
  /** Names that are used but neither declared nor imported. */
  globals: Set<string>;
  /** Names of members and of properties. */
  members: Set<string>;
  /** Members of members as they are written: `browser.storage.local`. */
  chains: Set<string>;
  /** Where a key of the keyboard is read, or a storage key or an id is taken apart. */
  keyReads: string[];
  cuts: string[];
  /** Patterns, and texts that something is compared with piece by piece: by `startsWith`, by `split`, by their length. */
  pieces: string[];
  /** Where what a person typed is cut off: the value of a box, or anything at a limit of the guard. */
  clips: string[];
  /** All texts, also those in templates and markup. */
  texts: string[];
  /** What markup says by itself: text between tags, and in attributes that are shown or read out. */
  sayings: string[];
  /** Templates, as the texts between what is filled in. */
  templates: string[][];
}

export function readSource(path: string, text: string): Source {
  const lang = path.endsWith('.d.ts') ? 'dts' : path.endsWith('.tsx') ? 'tsx' : 'ts';
  const { program, comments, errors } = parseSync(path, text, { lang, preserveParens: false });
  const found: Source = {
    path,
    text,
    imports: [],
    blind: errors.map(({ message }) => `does not parse: ${message}`),
    globals: new Set(),
    members: new Set(),
    chains: new Set(),
    keyReads: [],
    cuts: [],
    clips: [],
    pieces: [],
    texts: [],
    sayings: [],
    templates: [],
  };
  const nodes = allOf(program);
  readImports(found, nodes);
  for (const { type, value } of comments) if (type === 'Line' && /^\/\s*<reference\s/.test(value)) found.blind.push(`///${value.slice(1)}`);
  readNames(found, nodes);
  readKeys(found, nodes);
  readTexts(found, nodes);
  found.sayings = sayingsIn(nodes);
  return found;
}

function isMeta(node: Node | undefined, name: string): boolean {
  return node?.type === 'MemberExpression' && node.object.type === 'MetaProperty' && nameOfMember(node) === name;
}

function readImports(found: Source, nodes: Inner[]): void {
  const take = (specifier: string | null, types: boolean, handsOn = false): void => {
    if (specifier === null) found.blind.push('imports what is only known when it runs');
    else found.imports.push({ specifier, types, handsOn });
  };
  const named = new Map<string, Import>();
  const onlyTypes = (specifiers: { importKind?: string; exportKind?: string }[]) =>
    specifiers.length > 0 && specifiers.every(({ importKind, exportKind }) => importKind === 'type' || exportKind === 'type');
  for (const node of nodes) {
    const parent = node[PARENT];
    if (node.type === 'ImportDeclaration') {
      take(node.source.value, node.importKind === 'type' || onlyTypes(node.specifiers as { importKind?: string }[]));
      for (const { local } of node.specifiers) named.set(local.name, found.imports.at(-1)!);
    } else if (node.type === 'ExportNamedDeclaration' && node.source)
      take(node.source.value, node.exportKind === 'type' || onlyTypes(node.specifiers), true);
    else if (node.type === 'ExportAllDeclaration') take(node.source.value, node.exportKind === 'type', true);
    else if (node.type === 'ImportExpression') take(textOf(node.source), false);
    else if (node.type === 'TSImportType') take(node.source.value, true);
    else if (node.type === 'TSExternalModuleReference') take(node.expression.value, false);
    else if (node.type === 'TSModuleDeclaration' && node.id.type === 'Literal') take(node.id.value, true);
    else if (node.type === 'NewExpression' && isMeta(node.arguments[1] as Node, 'url')) take(textOf(node.arguments[0]), false);
    else if (node.type === 'NewExpression' && /^(?:Shared)?Worker$/.test(chainOf(node.callee) ?? '') && !isBeside(node.arguments[0]))
      found.blind.push('starts a worker of which only a name is known');
    else if (node.type === 'MetaProperty' && node.meta.name === 'import' && !isPlainMeta(parent)) found.blind.push('uses import.meta');
  }
  for (const name of nodes.flatMap(leavingAs)) {
    const taken = named.get(name.split('.')[0]!);
    if (taken) taken.handsOn = true;
  }
}

/** `new URL('./a.ts', import.meta.url)`, which the build follows. */
function isBeside(node: Node | undefined): boolean {
  return node?.type === 'NewExpression' && isMeta(node.arguments[1] as Node, 'url');
}

/** What leaves a file as it came: in `export { a }`, and as the value of `export const b = a`. */
function leavingAs(node: Inner): string[] {
  if (node.type === 'ExportSpecifier') return 'name' in node.local ? [node.local.name] : [];
  if (node.type === 'ExportDefaultDeclaration') return [chainOf(node.declaration) ?? ''];
  if (node.type !== 'VariableDeclarator' || node[PARENT]?.[PARENT]?.type !== 'ExportNamedDeclaration') return [];
  return [(node.init && chainOf(node.init)) ?? ''];
}

/** `import.meta.env`, or the `import.meta.url` of a file beside this one. */
function isPlainMeta(member: Inner | undefined): boolean {
  if (isMeta(member, 'env')) return true;
  const made = member?.[PARENT];
  return isMeta(member, 'url') && made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'URL';
}

const isTypeNode = (node: Node): boolean =>
  node.type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull|Instantiation)Expression|^TSTypeAssertion|^TSEnum|^TSExport/.test(node.type);

function inTypes(node: Inner): boolean {
  for (let up: Inner | undefined = node; up; up = up[PARENT]) if (isTypeNode(up)) return true;
  return false;
}

/** In `chains` where `browser.storage` gets another name, or a member of it whose name is only known when it runs. */
export const STORAGE_ITSELF = 'browser.storage, as a whole';

const WINDOWS = ['globalThis', 'window', 'self', 'top', 'parent', 'frames'];

function readNames(found: Source, nodes: Inner[]): void {
  const declared = new Set<string>();
  const used = new Set<string>();
  const windows = new Set(nodes.flatMap(nameOfWindow));
  const isWindow = (chain: string | null) =>
    chain !== null && (WINDOWS.includes(chain) || /(?:^|\.)defaultView$/.test(chain) || windows.has(chain));
  for (const node of nodes) {
    if (node.type === 'MemberExpression') {
      const name = nameOfMember(node);
      if (name !== null) found.members.add(name);
      const chain = chainOf(node);
      if (chain !== null) found.chains.add(chain);
      if (name !== null && isWindow(chainOf(node.object))) found.globals.add(name);
      if (chain === 'browser.storage' && isUnnamed(node)) found.chains.add(STORAGE_ITSELF);
    } else if (node.type === 'JSXIdentifier') found.members.add(node.name);
    else if (node.type === 'Identifier') {
      const parent = node[PARENT]!;
      if (isNameOfMember(node, parent)) found.members.add(node.name);
      else if (isDeclared(node, parent)) declared.add(node.name);
      else if (!inTypes(node)) used.add(node.name);
      // A window that is taken apart: `const { fetch } = window`.
      if (parent.type === 'Property' && parent.key === node) {
        const [from, ...names] = takenFrom(parent);
        if (names.length === 1 && isWindow(from!)) found.globals.add(node.name);
        const chain = [from, ...names].join('.');
        if (from) found.chains.add(chain);
        if (chain === 'browser.storage' && parent.value !== node && parent.value.type === 'Identifier') found.chains.add(STORAGE_ITSELF);
      }
    }
  }
  for (const name of used) if (!declared.has(name)) found.globals.add(name);
}

/** `const page = window`. */
function nameOfWindow(node: Inner): string[] {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return [];
  return /^(?:globalThis|window|self|(?:.*\.)?defaultView)$/.test(chainOf(node.init) ?? '') ? [node.id.name] : [];
}

/** Whether a value is used otherwise than by the name of a member, at once. */
function isUnnamed(node: Inner): boolean {
  const parent = node[PARENT];
  if (parent?.type === 'MemberExpression' && parent.object === (node as Node)) return nameOfMember(parent) === null;
  return !(parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern');
}

/** Of `const { b: { c } } = a` what `c` is: `a`, `b`, `c`. */
function takenFrom(property: Inner): (string | null)[] {
  const names: string[] = [];
  let up: Inner | undefined = property;
  while (up?.type === 'Property') {
    names.unshift((up.key as { name?: string }).name ?? textOf(up.key) ?? '');
    up = up[PARENT]?.[PARENT];
  }
  const from = up?.type === 'VariableDeclarator' ? up.init : up?.type === 'AssignmentExpression' ? up.right : null;
  return [from && chainOf(from), ...names];
}

function isNameOfMember(node: Inner, parent: Inner): boolean {
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent.type === 'Property' || parent.type === 'PropertyDefinition' || parent.type === 'MethodDefinition')
    return parent.key === node && !parent.computed && !(parent.type === 'Property' && parent.shorthand);
  return false;
}

/** Whether an identifier declares a name. */
function isDeclared(node: Inner, parent: Inner): boolean {
  for (let [inner, up] = [node as Inner, parent as Inner | undefined]; up; [inner, up] = [up, up[PARENT]]) {
    if (/^(?:Import.*Specifier|FunctionDeclaration|FunctionExpression|ClassDeclaration|ClassExpression)$/.test(up.type))
      return 'id' in up && up.id === inner
        ? true
        : 'params' in up
          ? (up.params as unknown[]).includes(inner)
          : up.type.startsWith('Import');
    if (up.type === 'VariableDeclarator') return up.id === inner;
    if (up.type === 'ArrowFunctionExpression') return (up.params as unknown[]).includes(inner);
    if (up.type === 'CatchClause') return up.param === inner;
    if (up.type === 'AssignmentPattern' && up.left !== inner) return false;
    if (up.type === 'Property' && up.value !== inner) return false;
    if (!/^(?:ObjectPattern|ArrayPattern|RestElement|AssignmentPattern|Property|TSParameterProperty)$/.test(up.type)) return false;
  }
  return false;
}

/** What an event of the keyboard says about its key. */
const OF_KEYS = /^(?:key|code|which|keyCode|charCode|keyIdentifier|isComposing)$/;
/** Nothing else has members of these names. */
const OF_KEYS_ALONE = /^(?:keyCode|charCode|keyIdentifier|isComposing)$/;
const KEY_EVENT = /^(?:on)?key(?:down|up|press)$/i;
const KEY_NAME =
  /^(?:Enter|Esc|Escape|Tab|Arrow\w+|Home|End|Page(?:Up|Down)|Delete|Backspace|Insert|F\d+|Key[A-Z]|Digit\d|Space| |ContextMenu)$/;

function readKeys(found: Source, nodes: Inner[]): void {
  /** What an event of the keyboard is called, and the function that calls it so. */
  const events: { name: string; within: Inner }[] = [];
  const line = (node: Node) => found.text.slice(0, node.start).split('\n').length;
  const reads = (node: Node, what: string) => found.keyReads.push(`${found.path}:${line(node)} reads ${what}`);
  const take = (pattern: Node | undefined, within: Inner) => {
    const bound = pattern?.type === 'AssignmentPattern' ? pattern.left : pattern;
    if (bound?.type === 'Identifier') events.push({ name: bound.name, within });
    for (const name of namesTaken(bound)) if (OF_KEYS.test(name)) reads(bound!, name);
  };
  const handlers = new Set(nodes.flatMap((node) => (node.type === 'Identifier' && isHandlerOfKeys(node, found.text) ? [node.name] : [])));
  for (const node of nodes) {
    if ('params' in node && Array.isArray(node.params)) {
      const [first] = node.params as Inner[];
      if (isHandlerOfKeys(node, found.text) || handlers.has(nameOfFunction(node) ?? '')) take(first, node);
      for (const param of node.params as Inner[]) if (saysKeyboard(param, found.text)) take(param, node);
    }
    if (node.type === 'VariableDeclarator' && saysKeyboard(node.id as Inner, found.text)) take(node.id, enclosing(node));
  }
  for (const node of nodes) {
    if (node.type === 'VariableDeclarator' && node.init && isEvent(node.init as Inner, events, found.text)) take(node.id, enclosing(node));
    if (node.type !== 'MemberExpression') continue;
    const name = nameOfMember(node) ?? '';
    if (OF_KEYS_ALONE.test(name) || (OF_KEYS.test(name) && isEvent(node.object as Inner, events, found.text))) reads(node, name);
    else if (/^(?:key|code)$/.test(name) && isComparedWithKey(node)) reads(node, `${name} and compares it with the name of a key`);
  }
  readCuts(found, nodes, line);
}

/** `function down(…)`, and `const down = (…) => …`. */
function nameOfFunction(node: Inner): string | null {
  const named = node.type === 'FunctionDeclaration' ? node : node[PARENT];
  const id = named?.type === 'FunctionDeclaration' || named?.type === 'VariableDeclarator' ? named.id : null;
  return id?.type === 'Identifier' ? id.name : null;
}

function namesTaken(pattern: Node | null | undefined): string[] {
  if (pattern?.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((one) =>
    one.type === 'Property' ? ((one.key as { name?: string }).name ?? textOf(one.key) ?? []) : [],
  );
}

function saysKeyboard(node: Inner, text: string): boolean {
  const annotation = (node as { typeAnnotation?: Node | null }).typeAnnotation;
  return annotation != null && /Keyboard\w*Event\b/.test(text.slice(annotation.start, annotation.end));
}

/** Whether a function is given to something that calls it with events of the keyboard. */
function isHandlerOfKeys(node: Inner, text: string): boolean {
  const parent = node[PARENT];
  if (parent?.type === 'ConditionalExpression' || parent?.type === 'LogicalExpression') return isHandlerOfKeys(parent, text);
  if (parent?.type === 'JSXExpressionContainer') {
    const attribute = parent[PARENT];
    return (
      attribute?.type === 'JSXAttribute' && KEY_EVENT.test(text.slice(attribute.name.start, attribute.name.end).replace(/Capture$/, ''))
    );
  }
  if (parent?.type === 'Property' || parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition')
    return KEY_EVENT.test((parent.key as { name?: string }).name ?? textOf(parent.key) ?? '');
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression')
    return KEY_EVENT.test(nameOfMember(parent.left) ?? '');
  if (parent?.type === 'VariableDeclarator') return /Keyboard\w*EventHandler/.test(text.slice(parent.id.start, parent.id.end));
  if (parent?.type !== 'CallExpression') return false;
  // useCallback and others hand on what they get.
  if (parent.arguments.some((one) => KEY_EVENT.test(textOf(one) ?? ''))) return true;
  return parent.arguments[0] === node && isHandlerOfKeys(parent, text);
}

function isEvent(node: Inner, events: { name: string; within: Inner }[], text: string): boolean {
  if (node.type === 'TSNonNullExpression') return isEvent(node.expression as Inner, events, text);
  if (node.type === 'TSAsExpression') return saysKeyboard(node, text) || isEvent(node.expression as Inner, events, text);
  if (node.type === 'MemberExpression' && nameOfMember(node) === 'nativeEvent') return true;
  if (node.type !== 'Identifier') return false;
  const known = events.filter(({ name }) => name === node.name);
  for (let up: Inner | undefined = node; up; up = up[PARENT]) if (known.some(({ within }) => within === up)) return true;
  return false;
}

/** `a.key === 'Enter'`, `switch (a.code) { case 'Tab': }`, `['Home', 'End'].includes(a.key)`, `{ ArrowUp: 1 }[a.key]`. */
function isComparedWithKey(member: Inner): boolean {
  const parent = member[PARENT];
  const isKey = (node: unknown) => KEY_NAME.test(textOf(node) ?? '');
  if (parent?.type === 'BinaryExpression') return isKey(parent.left) || isKey(parent.right);
  if (parent?.type === 'SwitchStatement') return parent.cases.some(({ test }) => isKey(test));
  if (parent?.type === 'CallExpression' && parent.callee.type === 'MemberExpression') {
    const list = parent.callee.object;
    return list.type === 'ArrayExpression' && list.elements.some(isKey);
  }
  if (parent?.type !== 'MemberExpression' || !parent.computed || parent.object.type !== 'ObjectExpression') return false;
  return parent.object.properties.some(
    (one) => one.type === 'Property' && KEY_NAME.test((one.key as { name?: string }).name ?? textOf(one.key) ?? ''),
  );
}

function readTexts(found: Source, nodes: Inner[]): void {
  for (const node of nodes) {
    if (node.type === 'Literal' && 'regex' in node) found.pieces.push(node.regex.pattern);
    const whole = textOf(node);
    if (whole?.endsWith(':')) found.pieces.push(whole);
    if (node.type === 'Literal' && typeof node.value === 'string') found.texts.push(node.value);
    else if (node.type === 'TemplateLiteral' && node.expressions.length > 0)
      found.templates.push(node.quasis.map(({ value }) => value.cooked ?? value.raw));
    else if (node.type === 'TemplateElement') found.texts.push(node.value.cooked ?? node.value.raw);
    else if (node.type === 'JSXText') found.texts.push(node.value);
  }
}
