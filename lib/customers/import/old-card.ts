/**
 * Converts the lines of a vCard 2.1 to version 3.0: parameters without a name become types, quoted-printable is decoded in its character set,
 * and commas are escaped, because they separate nothing in 2.1.
 */
export function renewed(lines: readonly string[]): string[] {
  return joined(lines).map((line) => {
    const [, name = '', given = '', value = ''] = /^([^;:]*)((?:;[^:]*)?):([\s\S]*)$/.exec(line) ?? [];
    if (name === '') return line;
    if (/^version$/i.test(name)) return 'VERSION:3.0';
    const parameters = given.split(';').filter(Boolean);
    const valueOf = (wanted: RegExp) => parameters.find((one) => wanted.test(one))?.replace(/^[^=]*=/, '');
    const isQuoted = parameters.some((one) => /^(?:encoding=)?quoted-printable$/i.test(one));
    const plain = isQuoted ? fromQuoted(value, valueOf(/^charset=/i) ?? 'utf-8') : value;
    const types = parameters.filter((one) => !/^(?:charset|encoding|quoted-printable|base64|8bit|language)\b/i.test(one)).map(typed);
    return `${name}${types.map((type) => `;${type}`).join('')}:${escaped(plain, /(?:^|\.)(?:N|ADR|ORG)$/i.test(name))}`;
  });
}

/** Joins the lines of a quoted-printable value, which end in = where the value continues. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1);
    if (before !== undefined && /;(?:encoding=)?quoted-printable[;:]/i.test(before) && before.endsWith('='))
      whole[whole.length - 1] = before.slice(0, -1) + line.trimStart();
    else whole.push(line);
  }
  return whole;
}

function typed(parameter: string): string {
  return parameter.includes('=') ? parameter : `TYPE=${parameter}`;
}

function fromQuoted(text: string, charset: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [piece] of text.matchAll(/=[0-9a-f]{2}|[\s\S]/giu)) {
    if (piece.length === 3 && piece.startsWith('=')) bytes.push(Number.parseInt(piece.slice(1), 16));
    else bytes.push(...encoder.encode(piece));
  }
  try {
    return new TextDecoder(/^gb/i.test(charset) ? 'gb18030' : charset).decode(new Uint8Array(bytes));
  } catch {
    return new TextDecoder('gb18030').decode(new Uint8Array(bytes));
  }
}

/** A decoded 2.1 value with the escapes of version 3.0. In a value with parts, the semicolons between the parts stay unescaped. */
function escaped(value: string, hasParts: boolean): string {
  const plain = value.replaceAll('\\;', hasParts ? '\ue000' : ';');
  const text = plain
    .replace(/\\(?![nN,;\ue000])/g, '\\\\')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/(?<!\\),/g, '\\,');
  return hasParts ? text.replaceAll('\ue000', '\\;') : text.replace(/(?<!\\);/g, '\\;');
}
