import pairs from 'opencc-js/dict/TSCharacters';

let table: Map<string, string> | undefined;
/** How many characters were looked up without the table. To make it costs as much as to look so many up in the text. */
let lookedUp = 0;
const FEW = 500;

/** Writes every traditional character in its simplified form, character by character; everything else stays. */
export function simplify(text: string): string {
  if (!/[\u3400-\u9fff\uf900-\ufaff]/.test(text)) return text;
  lookedUp += text.length;
  if (lookedUp > FEW) table ??= readPairs();
  let out = '';
  for (const char of text) out += (table ? table.get(char) : inPairs(char)) ?? char;
  return out;
}

// A worker that has just woken up for one name has it read before the table would be made.
function inPairs(char: string): string | undefined {
  if (char < '\u3400') return undefined;
  // A space stands behind the traditional form alone.
  const at = pairs.indexOf(`${char} `);
  return at < 0 ? undefined : /^[^|]*/.exec(pairs.slice(at + char.length + 1, at + char.length + 5))?.[0];
}

function readPairs(): Map<string, string> {
  const made = new Map<string, string>();
  for (const pair of pairs.split('|')) {
    const [from, to] = pair.split(' ');
    if (from && to) made.set(from, to);
  }
  return made;
}
