import { chance } from '../sandbox/crm/chance';

/** A text as people write it, and the numbers in it: E.164, an extension behind #. */
export interface WrittenText {
  text: string;
  numbers: string[];
}

interface Written {
  text: string;
  number: string;
}

/** Texts of numbers in many writings among dates, times, prices, orders, addresses and words; the same for the same seed. */
export function writtenTexts(count: number, seed: number): WrittenText[] {
  const next = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const digits = (length: number) => Array.from({ length }, () => Math.floor(next() * 10)).join('');
  return Array.from({ length: count }, () => {
    const written: WrittenText = { text: '', numbers: [] };
    for (let parts = 1 + Math.floor(next() * 4); parts > 0; parts--) {
      const part = next() < 0.5 ? number() : { text: beside(), number: null };
      // Digits that touch are one row of digits: whoever writes two numbers parts them.
      const touches = /\d$/.test(written.text) && /^[\d(+#-]/.test(part.text);
      written.text += (touches ? pick([' ', '，', '\n', '；', '、', '  ']) : pick([' ', '', '，', '\n'])) + part.text;
      if (part.number !== null) written.numbers.push(part.number);
    }
    return written;
  });

  function number(): Written {
    return pick([mobile, mobile, mobile, fixed, fixed, service, abroad, extended])();
  }

  function mobile(): Written {
    const own = pick(['138', '139', '150', '159', '186', '177', '199', '131']) + digits(8);
    const [a, b, c] = [own.slice(0, 3), own.slice(3, 7), own.slice(7)];
    const text = pick([own, own, `${a} ${b} ${c}`, `${a}-${b}-${c}`, `${a}-${b}${c}`, `${a}.${b}.${c}`]);
    return { text: pick(['', '', '', '+86 ', '+86-', '+86', '0086', '86']) + text, number: `+86${own}` };
  }

  function fixed(): Written {
    const area = pick(['010', '021', '0755', '0571', '0512', '020', '0431']);
    const line = pick(['8', '6']) + digits(7);
    const text = pick([
      `${area}-${line}`,
      `${area} ${line}`,
      `(${area})${line}`,
      `(${area}) ${line}`,
      `${area}${line}`,
      `${area}-${line.slice(0, 4)}-${line.slice(4)}`,
      `+86 ${area.slice(1)} ${line.slice(0, 4)} ${line.slice(4)}`,
    ]);
    return { text, number: `+86${area.slice(1)}${line}` };
  }

  function service(): Written {
    const own = `400${pick(['6', '8', '1'])}${digits(6)}`;
    return { text: `${own.slice(0, 3)}-${own.slice(3, 6)}-${own.slice(6)}`, number: `+86${own}` };
  }

  function extended(): Written {
    const { text, number } = fixed();
    const own = pick(['1', '2', '8']) + digits(2);
    return { text: text + pick([' ext ', '#', ' ext. ']) + own, number: `${number}#${own}` };
  }

  function abroad(): Written {
    const [code, lead, groups] = pick([
      ['852', ['6', '9', '5'], [4, 4]],
      ['853', ['66'], [4, 4]],
      ['886', ['91', '93', '97'], [3, 3, 3]],
      ['1', ['4157', '2127', '6507'], [3, 3, 4]],
      ['65', ['81', '91', '96'], [4, 4]],
      ['81', ['902', '803'], [2, 4, 4]],
      ['44', ['74', '77', '79'], [4, 6]],
      ['61', ['41', '40'], [3, 3, 3]],
      ['33', ['61', '62'], [1, 2, 2, 2, 2]],
      ['49', ['151', '170'], [3, 8]],
    ] as const);
    const length = groups.reduce<number>((sum, group) => sum + group, 0);
    const start = pick(lead);
    const own = start + digits(length - start.length);
    let at = 0;
    const cut = groups.map((group) => own.slice(at, (at += group)));
    return { text: `+${code} ${cut.join(pick([' ', '-']))}`, number: `+${code}${own}` };
  }

  function beside(): string {
    const day = `0${1 + Math.floor(next() * 9)}`;
    return pick([
      () => '张三',
      () => `${digits(1)}栋${digits(3)}室`,
      () => `订单2${digits(13)}`,
      () => `2023-${day}-1${digits(1)}`,
      () => `2024/${day}/1${digits(1)} 1${digits(1)}:30:00`,
      () => `共${digits(2)}件`,
      () => `${1 + Math.floor(next() * 8)}件`,
      () => '地址：杭州市',
      () => '😀',
      () => '电话：',
      () => `¥${digits(2)}`,
      () => `${digits(2)}.50元`,
      () => '310000',
      () => '10:30',
      () => '1.',
      () => '（微信同号）',
      () => '周三下午3点',
    ])();
  }
}
