import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Deleted when the tests of a file have run. */
export const folder = mkdtempSync(join(tmpdir(), 'kebian-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  status: number | null;
  /** What was said of errors, line by line. */
  said: string[];
}

/** On a computer that finds no program outside of this folder, as nobody who may install one. */
interface Bare {
  PATH: string;
  KEBIAN_BROWSER: string;
  KEBIAN_FIREFOX: string;
  NODE_OPTIONS: string;
}

export function node(cwd: string, options: string[], env: Record<string, string> = {}): Ended {
  const { status, stderr } = spawnSync(process.execPath, options, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  return { status, said: stderr.split('\n').filter(Boolean) };
}

/** A project as it is after a clone, with or without its dependencies. */
export function clone(name: string, installed: boolean): string {
  const place = join(folder, name);
  mkdirSync(join(place, 'scripts'), { recursive: true });
  for (const file of readdirSync(join(root, 'scripts')).filter((one) => /\.[cm]js$/.test(one)))
    copyFileSync(join(root, 'scripts', file), join(place, 'scripts', file));
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(root, file), join(place, file));
  if (!installed) return place;
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  for (const [file, text] of Object.entries({ 'node_modules/.cache/kebian-lock': lock, '.wxt/tsconfig.json': '{}' })) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), text);
  }
  return place;
}

/** A project with one dependency: npm asks a registry for every one before it says that it reaches none. */
export function smallClone(name: string): string {
  const place = clone(name, false);
  const dependencies = { preact: '11.2.0' };
  const own = {
    ...JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')),
    workspaces: [],
    dependencies,
    devDependencies: {},
    overrides: {},
  };
  const { name: called, version } = own as { name: string; version: string };
  const packages = { '': { name: called, version, dependencies }, 'node_modules/preact': { version: dependencies.preact } };
  writeFileSync(join(place, 'package.json'), JSON.stringify(own));
  writeFileSync(join(place, 'package-lock.json'), JSON.stringify({ name: called, version, lockfileVersion: 3, packages }));
  return place;
}

/** A computer with nothing but these programs on it, each a script of the shell. */
export function computer(name: string, programs: Record<string, string> = {}): Bare {
  const bin = join(folder, name);
  mkdirSync(bin);
  for (const [program, script] of Object.entries(programs)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  const nobody = before(`${name}.cjs`, 'process.getuid = () => 1000;');
  return { PATH: bin, KEBIAN_BROWSER: '', KEBIAN_FIREFOX: '', NODE_OPTIONS: `--require "${nobody}"` };
}

/** A script that node runs before another one. */
export function before(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, script);
  return file;
}
