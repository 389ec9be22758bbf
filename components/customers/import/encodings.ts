/** The encodings that a person can choose, with their names. */
export const ENCODINGS = [
  ['utf-8', 'UTF-8'],
  ['gb18030', 'GB18030 / GBK'],
  ['big5', 'Big5'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
] as const;

export function encodingName(encoding: string): string {
  return ENCODINGS.find(([one]) => one === encoding)?.[1] ?? encoding;
}
