import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onRelayAlone } from '../../lib/providers/on-relay';
import { providers } from '../../lib/providers/registry';
import { BOOK, RELAY, lacksOf, type Sight } from '../support/crm-parts';

const ROOT = join(import.meta.dirname, '../..');
/** Those that only a relay can be connected to have all that belongs to one as well. */
const ids = [...providers, ...onRelayAlone].map(({ id }) => id);
/** Those with a server of their vendor's. */
const served = ids.filter((id) => id !== BOOK && id !== RELAY);

const list = (pattern: string) => globSync(pattern, { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));
const read = (path: string) => {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return null;
  }
};
const project: Sight = { list, read };

/** The project as it would be if some files had another text, or were not there. */
function projectWith(changed: Record<string, string | null>): Sight {
  const isGone = (path: string) => changed[path] === null;
  const fits = (pattern: string, path: string) => path.startsWith(pattern.split('*')[0]!);
  return {
    list: (pattern) => [
      ...list(pattern).filter((path) => !isGone(path) && !(path in changed)),
      ...Object.keys(changed).filter((path) => !isGone(path) && fits(pattern, path)),
    ],
    read: (path) => (path in changed ? changed[path]! : read(path)),
  };
}

describe('a registered CRM', () => {
  test('has its folder, and every folder is registered', () => {
    expect(foldersIn('lib/providers')).toEqual(ids.toSorted());
  });

  test.each(ids)('%s has all that belongs to one', (id) => {
    expect(lacksOf(id, project)).toEqual([]);
  });

  test.each([
    ['test/sandbox/crm', served],
    ['test/fixtures', [...served, 'storage']],
  ])('has every folder of %s', (path, expected) => {
    expect(foldersIn(path)).toEqual(expected.toSorted());
  });
});

describe.each(served)('what %s could lack', (id) => {
  const folder = `lib/providers/${id}`;
  const page = `${folder}/README.md`;
  const contract = `test/contract/${id}.test.ts`;
  const [code = ''] = list(`${folder}/**/*.ts`).filter((file) => read(file)!.includes('// Source: '));
  const replacing = (path: string, from: string | RegExp, to: string) => {
    const [before, after] = [read(path)!, read(path)!.replace(from, to)];
    if (before === after) throw new Error(`${path} has nothing like ${from}`);
    return { [path]: after };
  };

  test.each<[string, Record<string, string | null>, string]>([
    ['its README', { [page]: null }, page],
    ['its entry', { [`${folder}/index.ts`]: null }, `${folder}/index.ts`],
    ['its contract file', { [contract]: null }, contract],
    ['the shared suite in it', replacing(contract, 'providerContract(', 'ownContract('), 'shared suite'],
    ['itself in it', replacing(contract, new RegExp(`connect\\('${id}'`, 'g'), `connect('another'`), 'another CRM'],
    ['its answers', Object.fromEntries(list(`test/fixtures/${id}/*.json`).map((path) => [path, null])), `test/fixtures/${id}`],
    ['its sandbox', { [`test/sandbox/crm/${id}/product.ts`]: null }, 'product.ts'],
    ['its row in the README', replacing('README.md', `](${page})`, ']()'), 'README.md has no row'],
    ['its row in the Chinese README', replacing('README.zh-CN.md', `](${page})`, ']()'), 'README.zh-CN.md has no row'],
    ['the source of a call', replacing(code, '// Source: ', '// '), 'does not say where'],
    ['the date and the link of a source', replacing(code, /\/\/ Source: .*/, '// Source: the documentation'), 'does not say where'],
    ['the line of a call', replacing(page, /^\| `(?:GET|POST) .*\n/m, ''), 'does not name'],
    ['a call of a line', replacing(page, /^(\| `(?:GET|POST) [^\s`]+)/m, '$1/nowhere'), 'is not called'],
    ['the test of a line', replacing(page, /^(\| `(?:GET|POST) .*`test\/[^`]+`: )\w+/m, '$1never'), 'has no "never'],
    ['a source two folders down', { [`${folder}/a/b/new.ts`]: `const path = "/api/unheard/of";\n` }, '/api/unheard/of'],
    ['a source of a whole address', { [`${folder}/new.ts`]: 'const path = `https://crm.example/api/unheard?a=1`;\n' }, '/api/unheard'],
  ])('is missed: %s', (_, changed, named) => {
    expect(lacksOf(id, projectWith(changed))).toContainEqual(expect.stringContaining(named));
  });
});

function foldersIn(path: string): string[] {
  return list(`${path}/*/`)
    .map((folder) => folder.replace(/\/$/, '').slice(path.length + 1))
    .toSorted();
}
