import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Which of the texts occur in which files of a folder, as UTF-8 or UTF-16, or in a file's name; each as `text in file`. */
export async function marksIn(folder: string, texts: string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await readFile(path) : Buffer.alloc(0);
    const name = relative(folder, path);
    found.push(...texts.filter((text) => name.includes(text) || holds(bytes, text)).map((text) => `${text} in ${name}`));
  }
  return found;
}

function holds(bytes: Buffer, text: string): boolean {
  return bytes.includes(Buffer.from(text, 'utf8')) || bytes.includes(Buffer.from(text, 'utf16le'));
}
