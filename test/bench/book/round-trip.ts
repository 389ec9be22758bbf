import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { methodsOf, Reader } from '../../../lib/customers/import/reader.ts';
import { openTable } from '../../../lib/customers/import/open-table.ts';
import { figure, type Figure } from '../figure.ts';

const COLUMNS = 20;

/** Counts the cells that differ after an export was opened and saved by a spreadsheet program and imported again. */
export async function measureRoundTrip(count: number): Promise<Figure[]> {
  const version = officeVersion();
  if (!version) {
    console.log('roundtrip: LibreOffice is not there and cannot be installed: not measured');
    return [];
  }
  const cells = generated(count);
  const figures: Figure[] = [];
  for (const format of ['csv', 'xlsx'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'kebian-round-'));
    const changed = changedIn(cells, await saved(cells, format, folder));
    for (const [from, to] of changed.slice(0, 20)) console.log(`${format}: ${JSON.stringify(from)} has become ${JSON.stringify(to)}`);
    figures.push(figure(`roundtrip.${format}`, 'cells', '0', changed.length, [changed.length], `${count} cells through ${version}`));
    rmSync(folder, { recursive: true });
  }
  return figures;
}

/** Installed where it is missing and can be: the tests do not need it. */
function officeVersion(): string | null {
  const version = () => spawnSync('soffice', ['--version'], { encoding: 'utf8' }).stdout?.trim().split(' ').slice(0, 2).join(' ') || null;
  if (version()) return version();
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'libreoffice-calc'], { stdio: 'ignore' });
  return version();
}

/** Like a person's double click and save: commas, UTF-8, cells as shown. */
const TEXT = 'Text - txt - csv (StarCalc):44,34,76,1,,0,false,true';

async function saved(cells: string[][], format: 'csv' | 'xlsx', folder: string): Promise<string[][]> {
  const writer = methodsOf(new Reader()) as Record<string, (...asked: unknown[]) => Promise<unknown>>;
  const headings = Array.from({ length: COLUMNS }, (_, at) => `列${at + 1}`);
  await writer['beginFile']!(format, '客户', headings);
  await writer['addRows']!(cells);
  const file = (await writer['endFile']!()) as Blob;
  const before = join(folder, `out.${format}`);
  writeFileSync(before, new Uint8Array(await file.arrayBuffer()));
  const back = join(folder, 'back');
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const filters =
    format === 'csv' ? [`--infilter=${TEXT}`, '--convert-to', `csv:${TEXT}`] : ['--convert-to', 'xlsx:Calc MS Excel 2007 XML'];
  execFileSync('soffice', [profile, '--headless', ...filters, '--outdir', back, before], { stdio: 'ignore', timeout: 300_000 });
  const rows: string[][] = [];
  for await (const part of (await openTable(await openAsBlob(join(back, `out.${format}`)), {})).rows())
    rows.push(...part.map((row) => row.cells));
  return rows.slice(1);
}

function changedIn(before: string[][], after: string[][]): [string, string][] {
  return before.flatMap((row, line) =>
    row.flatMap((cell, column): [string, string][] => {
      const now = after[line]?.[column] ?? '';
      return now === cell ? [] : [[cell, now]];
    }),
  );
}

/** Texts that spreadsheets reinterpret, and everyday texts; the same in every run. */
function generated(count: number): string[][] {
  let state = 42;
  const random = (most: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
  const digits = (length: number) => Array.from({ length }, () => random(10)).join('');
  const kinds: (() => string)[] = [
    () => `1${3 + random(7)}${digits(9)}`,
    () => `0${digits(3)}-${digits(8)}`,
    () => `0${digits(10)}`,
    () => `+852${digits(8)}`,
    () => `+86 1${digits(10)}`,
    () => digits(18),
    () => `00${digits(4)}`,
    () => `${random(28) + 1}/${random(12) + 1}`,
    () => `2024-0${1 + random(9)}-1${random(10)}`,
    () => `${random(24)}:${10 + random(50)}`,
    () => `${digits(1)}E${random(90)}`,
    () => `=A${random(99) + 1}+1`,
    () => `@${digits(3)}`,
    () => `-${digits(4)}`,
    () => `+${digits(3)}`,
    () => `${digits(2)}%`,
    () => `￥${digits(4)}`,
    () => ['TRUE', 'false', '是', '#N/A', '1月5日', 'MAR1', '三月'][random(7)]!,
    () => `王${['芳', '伟', '小明'][random(3)]!}`,
    () => `备注 ${digits(3)}，"老客户", 周三\n再联系;${digits(2)}`,
    () => `'${digits(6)}`,
    () => `'=${digits(2)}`,
    () => `_x00${digits(2)}_`,
    () => `<${digits(2)}> & "${digits(1)}"`,
    () => `😀${digits(2)}`,
    () => `${digits(3)}.50`,
    () => `wx_${digits(8)}`,
    () => `a\tb${digits(1)}`,
    () => '',
  ];
  const rows = Math.ceil(count / COLUMNS);
  return Array.from({ length: rows }, () => Array.from({ length: COLUMNS }, () => kinds[random(kinds.length)]!()));
}
