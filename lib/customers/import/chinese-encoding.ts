/**
 * Tells GB18030 from Big5 in a text whose bytes are valid in both, which nearly all texts in either are. Both standards keep the characters of everyday
 * use together: in GB 2312 under the first bytes B0 to D7, with a second byte from A1, in Big5 under A4 to C6. A text has far more of its characters
 * in the range of its own encoding than in that of the other. `sure` is false where the text is too short or too mixed for that.
 */
export function chineseEncodingOf(bytes: Uint8Array): { encoding: 'gb18030' | 'big5'; sure: boolean } {
  let [signs, gb, big5] = [0, 0, 0];
  for (let at = 0; at + 1 < bytes.length; at++) {
    const first = bytes[at]!;
    if (first < 0x80) continue;
    const second = bytes[++at]!;
    if (second >= 0x30 && second <= 0x39) {
      // Four bytes, which only GB18030 has.
      at += 2;
      signs++;
      gb++;
    } else if (!isPunctuation(first)) {
      signs++;
      if (first >= 0xb0 && first <= 0xd7 && second >= 0xa1) gb++;
      if ((first >= 0xa4 && first <= 0xc6) || CANTONESE.includes(first * 256 + second)) big5++;
      // No characters of everyday use are there in Big5.
      else if (first < 0xa1 || first > 0xf9) big5 -= 2;
    }
  }
  const apart = (big5 - gb) / Math.max(1, signs);
  return { encoding: apart > 0 ? 'big5' : 'gb18030', sure: signs >= FEW && Math.abs(apart) >= CLEAR };
}

/** 嚟, 嘢 and 啲, which Hong Kong writes in every other sentence and has added to Big5 below the rest. */
const CANTONESE = [0x91c1, 0x9dcf, 0x9df8];

/** Fewer characters than this, or less difference, do not tell. */
const FEW = 16;
const CLEAR = 0.25;

/** Both encodings have their punctuation and symbols in the same place. */
function isPunctuation(first: number): boolean {
  return first >= 0xa1 && first <= 0xa3;
}
