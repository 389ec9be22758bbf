import pairs from 'opencc-js/dict/TSCharacters';

let publicSigns: string[] | undefined;
let table: Map<string, string> | undefined;
/** How many characters were looked up without the table. To make it costs as much as to look so many up in the text. */
let lookedUp = 0;
const FEW = 500;

/** What GB 18030 once had in the private area from U+E815 on and Unicode has elsewhere since. */
const published =
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻';

/** Writes the signs that older systems keep in the private area with the code points that are public now. */
export function publish(text: string): string {
  if (!/[\ue815-\ue864]/.test(text)) return text;
  publicSigns ??= [...published];
  return text.replace(/[\ue815-\ue864]/g, (sign) => publicSigns![sign.charCodeAt(0) - 0xe815]!);
}

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
