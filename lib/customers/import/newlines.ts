/** A text, and what ends its rows. */
export interface Lines {
  text: string;
  newline: '\n' | '\r\n' | '\r';
}

/**
 * What ends the rows of a text that begins with a row. Files that were put together of several, or went through several programs, end some rows
 * with LF, some with CRLF and some with CR, of which Papa only knows one: all of them become LF. Those in quotation marks stay.
 * @param isWhole whether the text ends here; otherwise a CR at its end may be half of a CRLF
 */
export function newlinesIn(text: string, separator: string, isWhole: boolean): Lines {
  const first = ((isWhole ? /\r\n?|\n/ : /\r\n|\n|\r(?!$)/).exec(text)?.[0] ?? '\n') as Lines['newline'];
  return hasOthers(text, first) ? { text: withLf(text, separator, isWhole), newline: '\n' } : { text, newline: first };
}

function hasOthers(text: string, newline: Lines['newline']): boolean {
  const others = { '\n': /\r/, '\r': /\n/, '\r\n': /(?<!\r)\n|\r(?!\n|$)|\r\r/ }[newline];
  return others.test(text);
}

function withLf(text: string, separator: string, isWhole: boolean): string {
  const pieces: string[] = [];
  let [from, isQuoted, isCellStart] = [0, false, true];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign !== '"') continue;
      // A quotation mark in a cell is written twice.
      if (text[at + 1] === '"') at++;
      else isQuoted = false;
    } else if (sign === '"' && isCellStart) [isQuoted, isCellStart] = [true, false];
    else if (sign === '\r') {
      const end = ENDS.exec(text.slice(at, at + 8))![0].length;
      if (!isWhole && at + end === text.length && !text.endsWith('\n')) break;
      pieces.push(text.slice(from, at), '\n');
      from = at + end;
      at = from - 1;
      isCellStart = true;
    } else isCellStart = sign === separator || sign === '\n';
  }
  return pieces.join('') + text.slice(from);
}

/** One break: programs that turn LF into CRLF make CRCRLF of a CRLF. */
const ENDS = /^(?:\r{1,6}\n|\r)/;
