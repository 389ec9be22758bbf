import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { figure, type Figure } from '../figure.ts';

const ROOT = join(import.meta.dirname, '../../..');
const BUILD = join(ROOT, '.output/firefox-mv3');

interface Finding {
  code: string;
  message: string;
  file?: string;
}

interface Report {
  errors: Finding[];
  warnings: Finding[];
}

/** The findings of Mozilla's linter in the Firefox build. The remaining warnings and their reasons are in docs/store/checklist-firefox.md. */
export async function lint(): Promise<Figure[]> {
  const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);
  execFileSync(bin('wxt'), ['build', '-b', 'firefox'], { cwd: ROOT, stdio: 'ignore' });
  const args = ['lint', '--source-dir', BUILD, '--output', 'json', '--no-config-discovery', '--no-input'];
  const said = await promisify(execFile)(bin('web-ext'), args, { cwd: ROOT, maxBuffer: 2 ** 26 }).catch(
    (failure: { stdout: string }) => failure,
  );
  const { errors, warnings } = JSON.parse(said.stdout) as Report;
  for (const { code, message, file } of [...errors, ...warnings]) console.log(`${code}${file ? ` in ${file}` : ''}: ${message}`);
  return [figure('lint', 'errors', '0', errors.length, [errors.length], `${warnings.length} warnings`)];
}
