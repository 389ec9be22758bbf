import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { providers } from '../../lib/providers/registry';

const ROOT = new URL('../../', import.meta.url);
const ids = providers.map(({ id }) => id);
/** The relay carries the others: their contracts run through it as well (the project `relayed` in vitest.config.ts). */
const own = ids.filter((id) => id !== 'relay');
/** The local book needs no server; every other one has what belongs to a server's. */
const served = own.filter((id) => id !== 'local');

function foldersIn(path: string): string[] {
  return globSync('*/', { cwd: new URL(path, ROOT) }).map((folder) => folder.replace(/[/\\]$/, ''));
}

describe('a registered CRM', () => {
  test('has its folder, and every folder is registered', () => {
    expect(foldersIn('lib/providers/').toSorted()).toEqual(ids.toSorted());
  });

  test.each(ids)('%s has a README', (id) => {
    expect(existsSync(new URL(`lib/providers/${id}/README.md`, ROOT))).toBe(true);
  });

  test.each(own)('%s runs the shared contract', (id) => {
    const contract = readFileSync(new URL(`test/contract/${id}.test.ts`, ROOT), 'utf8');
    expect(contract).toContain('providerContract(');
    expect(contract).toContain(`connect('${id}'`);
  });

  test.each(served)('%s has recorded answers, a sandbox of its own and a line of its own in README and docs', (id) => {
    expect(globSync(`test/fixtures/${id}/*.json`, { cwd: ROOT })).not.toEqual([]);
    expect(existsSync(new URL(`test/sandbox/crm/${id}/product.ts`, ROOT))).toBe(true);
    expect(readFileSync(new URL('README.md', ROOT), 'utf8')).toContain(`](lib/providers/${id}/README.md)`);
    expect(readFileSync(new URL('docs/providers.md', ROOT), 'utf8')).toMatch(new RegExp(`^## \`${id}\`$`, 'm'));
  });

  test.each([
    ['test/sandbox/crm/', served],
    ['test/fixtures/', [...served, 'storage']],
  ])('has every folder of %s', (path, expected) => {
    expect(foldersIn(path).toSorted()).toEqual(expected.toSorted());
  });
});
