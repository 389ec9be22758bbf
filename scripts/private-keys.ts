import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** How the files of keys, and of certificates with a key, end. */
const ENDINGS = ['pem', 'key', 'p8', 'p12', 'pfx', 'ppk', 'jks', 'keystore'];

/** The same as patterns of the builder's, which tell capital letters from small ones. */
export const KEY_FILES = ENDINGS.map((ending) => `**/*.${ending.replace(/[a-z]/g, (sign) => `[${sign}${sign.toUpperCase()}]`)}`);

/** The head of a private key as OpenSSL, OpenSSH, PGP and PuTTY write it. */
const HEAD = /^\s*(?:-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d)/m;

/**
 * What stands in the way where a private key lies in the folder that every build copies, or seems to lie among the sources that a zip hands over
 * (there, those that are named as keys are left out); '' without one. Left out without a word, it would stay where the next tool copies it.
 */
export function keyFault(root: string, sources: readonly string[] = []): string {
  const keys = [...keysIn(root, 'public', () => true), ...sources.flatMap((folder) => keysIn(root, folder, (path) => !isNamedAsKey(path)))];
  if (keys.length === 0) return '';
  return `${keys.join(', ')}: this seems to be a private key, and it would be handed to others with the extension or its sources. Move it out of the project and run this again.`;
}

/** What begins with a dot is copied by no build. */
function keysIn(root: string, folder: string, isAsked: (path: string) => boolean): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll(sep, '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .filter((path) => isAsked(path) && (isNamedAsKey(path) || HEAD.test(readFileSync(join(root, path), 'latin1'))));
}

function isNamedAsKey(path: string): boolean {
  return ENDINGS.some((ending) => path.toLowerCase().endsWith(`.${ending}`));
}
