import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a browser's profile and a second build take, in MB. */
const NEEDED = 100;

/** What is wrong with the folder for temporary files, and what to do; '' where it can be used. */
export function temporaryFault() {
  const folder = tmpdir();
  const why = faultOf(folder);
  return (
    why &&
    `The folder for temporary files cannot be used (${folder}: ${why}): name another one in the variable TMPDIR${onWindows()} and run this again.`
  );
}

/** @param {string} folder */
function faultOf(folder) {
  let own = '';
  try {
    own = mkdtempSync(join(folder, 'kebian-tried-'));
    writeFileSync(join(own, 'tried'), Buffer.alloc(1_000_000));
    const { blocks, bavail, bsize } = statfsSync(own);
    const left = Math.floor((bavail * bsize) / 1_000_000);
    // Some file systems tell no sizes.
    return blocks > 0 && left < NEEDED ? `${left} MB are left, ${NEEDED} MB are needed` : '';
  } catch (failure) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (failure);
    return (code && REASONS[code]) ?? message;
  } finally {
    if (own) rmSync(own, { recursive: true, force: true });
  }
}

/** @type {Record<string, string>} */
const REASONS = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'it is no folder',
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EROFS: 'it may not be written to',
  ENOSPC: 'it is full',
  EDQUOT: 'it is full',
};

function onWindows() {
  return process.platform === 'win32' ? ' (on Windows: TEMP)' : '';
}
