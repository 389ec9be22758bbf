import { describe, expect, test } from 'vitest';
import { openTable } from '../../lib/customers/import/open-table';
import { ImportSession } from '../../lib/customers/import/session';
import { chance } from '../sandbox/crm/chance';
import { fileOf, rowsOf } from './files';

/** Bytes as another program has written them (Python's codecs). */
const fileIn = (base64: string) => new Blob([Buffer.from(base64, 'base64')]);
const textOf = async (file: Blob) => (await rowsOf(file)).map(({ cells }) => `${cells.join(',')}\r\n`).join('');

describe('a list of customers in Chinese', () => {
  test.each([
    [
      'Taiwan, Big5',
      'big5',
      '姓名,電話,公司,備註\r\n陳志明,0912345678,宏盛實業有限公司,老客戶，週三上午再聯絡\r\n林淑芬,0922333444,永利貿易股份有限公司,已報價\r\n',
      'qW2mVyy5cbjcLKS9pXEss8a1+Q0Ks6+n06n6LDA5MTIzNDU2Nzgsp7uysbnqt36ms62tpL2lcSym0avIpOGhQbZnpFSkV6TIpkHBcLW4DQqqTLJRquIsMDkyMjMzMzQ0NCylw6dRtlSp9qrRpfems62tpL2lcSykd7P4u/kNCg==',
    ],
    [
      'mainland, GBK',
      'gb18030',
      '姓名,手机,公司,备注\r\n王芳,13800138000,杭州启明医药有限公司,老客户，周三上午再联系\r\n李雷,13900139000,永利贸易,已报价\r\n',
      '0NXD+yzK1rv6LLmry74ssbjXog0KzfW3vCwxMzgwMDEzODAwMCy6vNbdxvTD99K90qnT0M/euavLvizAz7/Nu6ejrNbcyP3Jz87n1NnBqs+1DQrA7sDXLDEzOTAwMTM5MDAwLNPAwPvDs9LXLNLRsai82w0K',
    ],
    [
      'mainland, GB18030 with signs of four bytes',
      'gb18030',
      '姓名,手机,公司,备注\r\n王㐂芳𠮷,13800138000,杭州启明医药有限公司,老客户，周三上午再联系\r\n',
      '0NXD+yzK1rv6LLmry74ssbjXog0KzfWBOe8xt7yVNLI1LDEzODAwMTM4MDAwLLq81t3G9MP30r3SqdPQz965q8u+LMDPv827p6Os1tzI/cnPzufU2cGqz7UNCg==',
    ],
    [
      'Taiwan, but in GBK',
      'gb18030',
      '姓名,電話,公司,備註\r\n陳志明,0912345678,宏盛實業有限公司,老客戶，週三上午再聯絡\r\n林淑芬,0922333444,永利貿易股份有限公司,已報價\r\n',
      '0NXD+yzritSSLLmry74sguTUXQ0K6pDWvsP3LDA5MTIzNDU2NzgsuurKooyNmEnT0M/euavLvizAz7/NkfSjrN9MyP3Jz87n1NnCk71qDQrB1srnt9IsMDkyMjMzMzQ0NCzTwMD72VHS17nJt93T0M/euavLvizS0Yjzg3INCg==',
    ],
  ])('of %s is told by its bytes and read without a question', async (_, encoding, text, bytes) => {
    expect(await openTable(fileIn(bytes), {})).toMatchObject({ encoding, doubtful: [] });
    expect(await textOf(fileIn(bytes))).toBe(text);
  });

  test('of Hong Kong is told as well, with the characters that Big5 had not at first', async () => {
    const bytes =
      'qW2mVyymYad9LLPGtfkNCrOvpGqk5Syp9KikwLG0sLlEIDcwMCC4uSzKXLjcxaWk6ZHB2rudz6FBpfKtbtq7pmid+A0KtsCs/KzCLKhGpdCyxKRAq7AsnfizZqW8qOyhQb3QpkGltLlxuNzNccpcDQo=';
    expect(await openTable(fileIn(bytes), {})).toMatchObject({ encoding: 'big5', doubtful: [] });
    // Node, unlike browsers, does not know 嚟, 嘢 and 啲 of Big5.
    expect((await textOf(fileIn(bytes))).replaceAll(/[嚟嘢啲\u{e000}-\u{f8ff}]/gu, '?')).toBe(
      '姓名,地址,備註\r\n陳大文,旺角彌敦道 700 號,佢話聽日?睇?，仲要睇多?\r\n黃美玲,沙田第一城,?貨未到，請再打電話畀佢\r\n',
    );
  });

  test('is told in each of 300 lists of five customers', async () => {
    const next = chance(5);
    const random = (count: number) => Math.floor(next() * count);
    const wrong: string[] = [];
    for (let at = 0; at < 300; at++) {
      const isTaiwan = at % 2 === 0;
      const expected = isTaiwan ? 'big5' : 'gb18030';
      const text = listOf(isTaiwan ? TAIWAN : MAINLAND, random);
      const { encoding, doubtful } = await openTable(fileOf(text, expected), {});
      if (encoding !== expected || doubtful.length > 0) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  }, 30_000);
});

describe('a list that is too short to tell', () => {
  const file = fileIn('s6+kaqTlDQo=');

  test('is shown as each encoding reads it, also after one of them was chosen', async () => {
    for (const [reading, read] of [
      [{}, 'big5'],
      [{ encoding: 'big5' }, 'big5'],
      [{ encoding: 'gb18030' }, 'gb18030'],
    ] as const) {
      const { readings, encoding } = await (await ImportSession.open(file, reading)).preview([], null);
      expect(readings).toEqual([
        { encoding: 'gb18030', rows: [['朝\ue610ゅ']] },
        { encoding: 'big5', rows: [['陳大文']] },
      ]);
      expect(encoding).toBe(read);
    }
  });

  test('is no question in UTF-8, or where the bytes are valid in one encoding alone', async () => {
    for (const one of ['王芳', 'Ann']) expect((await openTable(new Blob([`${one}\n`]), {})).doubtful).toEqual([]);
    const fourBytes = new Blob([new Uint8Array([0xcd, 0xf5, 0x81, 0x39, 0xee, 0x39, 0x0a])]);
    expect(await openTable(fourBytes, {})).toMatchObject({ encoding: 'gb18030', doubtful: [] });
  });
});

interface Words {
  surnames: string;
  given: string;
  companies: string;
  kinds: string[];
  remarks: string[];
}

const TAIWAN: Words = {
  surnames: '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高簡朱鍾施游詹沈彭胡余盧潘顏梁趙柯翁魏方孫',
  given: '志明淑芬家豪雅婷俊傑怡君建宏美玲冠宇佳穎宗翰心怡承恩欣柏詩涵彥廷宜蓁品妤子晴宥睿哲國華秀英麗珠金龍文雄玉蘭',
  companies: '宏大鑫盛華泰永利新光東方金龍聯合世紀',
  kinds: ['實業有限公司', '貿易股份有限公司', '國際企業', '工程顧問'],
  remarks: ['老客戶，週三上午再聯絡', '已報價，等主管簽核', '下次拜訪：產品簡報', '電話未接'],
};
const MAINLAND: Words = {
  surnames: '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘',
  given: '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂梓涵浩然子轩欣怡宇航雨泽诗佳琪国庆建华志晓燕海红梅玉珍淑翠',
  companies: '宏大鑫盛华泰永利新光东方金龙联合世纪启明博雅',
  kinds: ['贸易有限公司', '医药科技', '装饰工程有限公司', '教育咨询'],
  remarks: ['老客户，周三上午再联系', '已报价', '意向高，想看样板间', '电话未接'],
};

function listOf({ surnames, given, companies, kinds, remarks }: Words, random: (count: number) => number): string {
  const sign = (of: string) => of[random(of.length)]!;
  const line = () =>
    [
      sign(surnames) + sign(given) + sign(given),
      `09${10_000_000 + random(80_000_000)}`,
      sign(companies) + sign(companies) + kinds[random(kinds.length)]!,
      remarks[random(remarks.length)]!,
    ].join(',');
  return `${Array.from({ length: 5 }, line).join('\r\n')}\r\n`;
}
