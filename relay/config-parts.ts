import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import * as v from 'valibot';

/** What is wrong with a config, by its path in the file. */
export interface ConfigFault {
  path: string;
  fault: string;
}

/** A value in the file, or the place that it is read from: a config contains no secrets. */
export const elsewhere = v.union([v.strictObject({ env: v.string() }), v.strictObject({ file: v.string() })]);
export const value = v.union([v.string(), elsewhere], 'is neither a text nor {"env": NAME} nor {"file": PATH}');
export const count = v.pipe(v.number('is no number'), v.integer('is no whole number'), v.minValue(1, 'is less than 1'));

/** Where files and variables are looked for, and where faults are noted. */
export interface Places {
  folder: string;
  environment: NodeJS.ProcessEnv;
  faults: ConfigFault[];
}

export function readElsewhere(written: v.InferOutput<typeof elsewhere>, path: string, { folder, environment, faults }: Places): string {
  if ('file' in written) {
    const before = faults.length;
    const text = fileIn(folder, written.file, `${path}.file`, faults).trim();
    if (text === '' && faults.length === before) faults.push({ path: `${path}.file`, fault: 'the file is empty' });
    return text;
  }
  const found = environment[written.env];
  if (!found) faults.push({ path: `${path}.env`, fault: `the variable ${written.env} is not set` });
  return found ?? '';
}

/** Says where, never what: the file may hold a secret. */
export function fileIn(folder: string, name: string, path: string, faults: ConfigFault[]): string {
  try {
    return readFileSync(resolve(folder, name), 'utf8');
  } catch {
    faults.push({ path, fault: 'the file cannot be read' });
    return '';
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
