/** The files of the project as somebody sees them. */
export interface Sight {
  /** The paths that fit a pattern, from the root. */
  list(pattern: string): string[];
  /** null where there is no such file. */
  read(path: string): string | null;
}

/** The one that keeps its customers itself: no server, so no sandbox, no answers of others and no table of calls. */
export const BOOK = 'local';
/** The one that carries the others: the calls are Kebian's own, and the suites of the others run through it (the project `relayed` of the tests). */
export const RELAY = 'relay';

/** What a registered CRM lacks, in words that name the file. */
export function lacksOf(id: string, sight: Sight): string[] {
  const folder = `lib/providers/${id}`;
  const page = `${folder}/README.md`;
  const parts = absent(sight, [`${folder}/index.ts`, page]);
  const rows = ['README.md', 'README.zh-CN.md'].flatMap((one) =>
    sight.read(one)?.includes(`](${page})`) ? [] : [`${one} has no row for ${id}`],
  );
  if (id === RELAY) return [...parts, ...rows];
  const suite = `test/contract/${id}.test.ts`;
  const contract = sight.read(suite) ?? '';
  if (!contract.includes('providerContract(')) parts.push(`${suite} does not run the shared suite`);
  if (!new RegExp(`connect\\(\\s*["']${id}["']`).test(contract)) parts.push(`${suite} connects another CRM`);
  if (id === BOOK) return parts;
  if (sight.list(`test/fixtures/${id}/*.json`).length === 0) parts.push(`test/fixtures/${id} has no answer`);
  return [...parts, ...rows, ...absent(sight, [`test/sandbox/crm/${id}/product.ts`]), ...faultsOfCalls(id, sight)];
}

function absent(sight: Sight, paths: string[]): string[] {
  return paths.flatMap((path) => (sight.read(path) === null ? [`${path} is not there`] : []));
}

/** One line of a README's table: a call of the vendor's, and the test that proves it. */
interface Line {
  path: string;
  file: string;
  title: string;
}

/** A call that stands as a text in the code, and the line above it. */
interface Call {
  file: string;
  path: string;
  above: string;
}

/** A page of the vendor's, a date, or that there is neither in public. */
const SOURCE = /^ *\/\/ Source: .*(?:https:\/\/\S+|\b20\d\d\b|not public)/;

function faultsOfCalls(id: string, sight: Sight): string[] {
  const page = `lib/providers/${id}/README.md`;
  const text = sight.read(page) ?? '';
  const lines = readLines(text);
  // What the code puts before every path.
  const prefix = /\bbelow `(\/[^`]+)`/.exec(text)?.[1] ?? '';
  const calls = callsOf(id, sight);
  const made = [...new Set(calls.map(({ path }) => (path.startsWith('…') ? path : prefix + path)))];
  const isProven = ({ file, title }: Line) => hasTitle(sight.read(file) ?? '', title);
  return [
    ...(calls.length > 0 ? [] : [`${page} belongs to a CRM that is never called`]),
    ...calls.filter(({ above }) => !SOURCE.test(above)).map(({ file, path }) => `${file} does not say where ${path} is documented`),
    ...made.filter((path) => !lines.some((line) => fits(line.path, path))).map((path) => `${page} does not name ${path}`),
    ...lines.filter(({ path }) => !made.some((one) => fits(path, one))).map(({ path }) => `${page} names ${path}, which is not called`),
    ...lines.filter((line) => !isProven(line)).map(({ file, title }) => `${page}: ${file} has no "${title}"`),
  ];
}

/** Lines such as "| `POST /a/b` | `member` | where | `test/x.test.ts`: title |". */
function readLines(text: string): Line[] {
  const rows = text.matchAll(/^\| `(?:GET|POST|PUT) (\S+)`\s*\|[^|]*\|[^|]*\| `(test\/[^`]+)`: (.+?)\s*\|$/gm);
  return [...rows].map(([, path = '', file = '', title = '']) => ({ path, file, title }));
}

/** What is filled in is `:id`, what follows a ? is left out, and what goes on from another path begins with …. Comments may speak of paths. */
function callsOf(id: string, sight: Sight): Call[] {
  return sight.list(`lib/providers/${id}/**/*.ts`).flatMap((file) => {
    const lines = sight.read(file)!.split('\n');
    return lines.flatMap((line, at) => {
      if (/^ *(?:\/?\*|\/\/|import\b)/.test(line)) return [];
      const texts = line.matchAll(/(["'`])((?:\$\{path\}|https:\/\/[^/"'`]+(?=\/[^/"'`]+\/))?\/[a-z](?:(?!\1).)*)\1/g);
      const paths = [...texts].map(([, , text = '']) =>
        text
          .replace(/\?.*/s, '')
          .replace(/^https:\/\/[^/]+/, '')
          .replace('${path}', '…')
          .replace(/\$\{[^}]*\}/g, ':id'),
      );
      return paths.filter((path) => !path.endsWith('…')).map((path) => ({ file, path, above: lines[at - 1] ?? '' }));
    });
  });
}

/** A path that goes on from another one is shown as …; what is filled in has a name of its own in the table. */
function fits(documented: string, made: string): boolean {
  if (made.startsWith('…')) return documented.endsWith(made.slice(1));
  return documented.replace(/:\w+/g, ':id') === made;
}

/** Whether a test, or a case of one, has this title. */
function hasTitle(text: string, title: string): boolean {
  return [`'${title}',`, `"${title}",`, `\`${title}\`,`].some((one) => text.includes(one));
}
