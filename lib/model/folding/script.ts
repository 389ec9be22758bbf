import pairs from 'opencc-js/dict/TSCharacters';

let table: Map<string, string> | undefined;

/** Writes every traditional character in its simplified form, character by character; everything else stays. */
export function simplify(text: string): string {
  if (!/[\u3400-\u9fff\uf900-\ufaff]/.test(text)) return text;
  table ??= readPairs();
  let out = '';
  for (const char of text) out += table.get(char) ?? char;
  return out;
}

// Only made when the first Chinese name comes by: a worker that wakes for something else does not pay for it.
function readPairs(): Map<string, string> {
  const made = new Map<string, string>();
  for (const pair of pairs.split('|')) {
    const [from, to] = pair.split(' ');
    if (from && to) made.set(from, to);
  }
  return made;
}
