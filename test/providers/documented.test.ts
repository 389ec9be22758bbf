import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** One line of the table in docs/providers.md: a call of a vendor's, and the test that proves it. */
interface Line {
  provider: string;
  path: string;
  file: string;
  title: string;
}

const ROOT = new URL('../../', import.meta.url);
/** What a provider puts before the paths in its code. */
const PREFIX: Record<string, string> = { lixiao: '/api/v2' };

const lines = readLines(readFileSync(new URL('docs/providers.md', ROOT), 'utf8'));
const providers = globSync('*/client.ts', { cwd: new URL('lib/providers/', ROOT) }).map((file) => file.replace(/[/\\].*/, ''));

describe('docs/providers.md', () => {
  test('has calls of every provider that speaks with a server', () => {
    expect(providers.length).toBeGreaterThan(1);
    expect(providers.filter((provider) => !lines.some((line) => line.provider === provider))).toEqual([]);
  });

  test.each(providers)('names exactly the calls that %s makes', (provider) => {
    const documented = new Set(lines.filter((line) => line.provider === provider).map(({ path }) => path));
    const made = new Set(pathsOf(provider));
    expect([...made].filter((path) => ![...documented].some((known) => fits(known, path)))).toEqual([]);
    expect([...documented].filter((path) => ![...made].some((known) => fits(path, known)))).toEqual([]);
  });

  test.each(providers)('and the code of %s says beside each call where it is documented', (provider) => {
    const calls = callsOf(provider);
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter(({ above }) => !SOURCE.test(above)).map(({ file, path }) => `${path} in ${file}`)).toEqual([]);
  });

  test('names no call that the code of another provider makes', () => {
    const foreign = lines.flatMap(({ provider, path }) =>
      providers.filter((other) => other !== provider && pathsOf(other).includes(path)).map((other) => `${path} in ${other}`),
    );
    expect(foreign).toEqual([]);
  });

  test('names tests that are there', () => {
    const proven = lines.filter(({ provider }) => providers.includes(provider));
    const missing = proven.filter(({ file, title }) => !existsSync(new URL(file, ROOT)) || !hasTitle(file, title));
    expect(missing).toEqual([]);
    expect(proven.length).toBeGreaterThan(25);
  });
});

/** Lines such as "| `POST /a/b` | `member` | where | `test/x.test.ts`: title |" below a heading "## `provider`". */
function readLines(text: string): Line[] {
  return text.split(/^## /m).flatMap((part) => {
    const provider = /^`([\w-]+)`/.exec(part)?.[1] ?? '';
    const rows = part.matchAll(/^\| `(?:GET|POST|PUT) (\S+)`\s*\|[^|]*\|[^|]*\| `(test\/[^`]+)`: (.+?)\s*\|$/gm);
    return [...rows].map(([, path = '', file = '', title = '']) => ({ provider, path, file, title }));
  });
}

/** A page of the vendor's, a date, or that there is neither in public. */
const SOURCE = /^ *\/\/ Source: .*(?:https:\/\/\S+|\b20\d\d\b|not public)/;

/** A call that stands as a text in the code, and the line above it. */
interface Call {
  file: string;
  path: string;
  above: string;
}

/** What is filled in is `:id`, what follows a ? is left out, and what goes on from another path begins with …. Comments may speak of paths. */
function callsOf(provider: string): Call[] {
  return globSync(`lib/providers/${provider}/*.ts`, { cwd: ROOT }).flatMap((file) => {
    const lines = readFileSync(new URL(file, ROOT), 'utf8').split('\n');
    return lines.flatMap((line, at) => {
      if (/^ *(?:\/?\*|\/\/)/.test(line)) return [];
      const texts = line.matchAll(/['`]((?:\$\{path\})?\/[a-z][^'`]*)['`]/g);
      const paths = [...texts].map(([, text = '']) =>
        text
          .replace(/\?.*/s, '')
          .replace('${path}', '…')
          .replace(/\$\{[^}]*\}/g, ':id'),
      );
      return paths.filter((path) => !path.endsWith('…')).map((path) => ({ file, path, above: lines[at - 1] ?? '' }));
    });
  });
}

function pathsOf(provider: string): string[] {
  return callsOf(provider).map(({ path }) => (path.startsWith('…') ? path : (PREFIX[provider] ?? '') + path));
}

/** A path that goes on from another one is shown as …; what is filled in has a name of its own in the table. */
function fits(documented: string, made: string): boolean {
  if (made.startsWith('…')) return documented.endsWith(made.slice(1));
  return documented.replace(/:\w+/g, ':id') === made;
}

/** Whether a test, or a case of one, has this title. */
function hasTitle(file: string, title: string): boolean {
  return readFileSync(new URL(file, ROOT), 'utf8').includes(`'${title}',`);
}
