import { describe, expect, test } from 'vitest';
import { cellsOf, fileOf, rowsOf } from './files';

async function cardOf(text: string): Promise<Record<string, string>> {
  const [names = [], cells = []] = await cellsOf(fileOf(text));
  return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']).filter(([, cell]) => cell !== ''));
}

const card = (...lines: string[]) => `BEGIN:VCARD\r\n${lines.join('\r\n')}\r\nEND:VCARD\r\n`;

test('a number of a fax in a card is not one to call, and the birthday that Android writes as an event is read', async () => {
  const rows = await rowsOf(
    new Blob([
      'BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Anna\r\nTEL;CELL:13800138000\r\nTEL;WORK;FAX:0571-88880001\r\n',
      'X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;1990-05-01;3;;;;;;;;;;;;;\r\nEND:VCARD\r\n',
      'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\nTEL;type=HOME;type=FAX:0571-88880002\r\nTEL;TYPE=WORK,VOICE,FAX:0571-88880003\r\nEND:VCARD\r\n',
    ]),
  );
  const [headings, ...cards] = rows.map(({ cells }) => cells);
  const of = (name: string) => cards.map((cells) => cells[headings!.indexOf(name)]);
  expect([of('TEL'), of('FAX'), of('BDAY')]).toEqual([
    ['13800138000', '0571-88880003'],
    ['0571-88880001', '0571-88880002'],
    ['1990-05-01', ''],
  ]);
});

describe('a card', () => {
  test('of version 3, as phones write it', async () => {
    const text = card(
      'VERSION:3.0',
      'N:王;芳;;;',
      'FN:王芳',
      'item1.TEL;type=CELL;type=pref:+86 138-0013-8000',
      'TEL;TYPE=WORK,VOICE:0571-88880000',
      'ORG:启明医药;采购部',
      'TITLE:经理',
      'NOTE:老客户\\, 周三\\n再联系',
      'EMAIL;TYPE=INTERNET:wang@qiming.example',
      'BDAY;VALUE=date:1990-05-01',
      'item2.ADR;type=HOME:;;文三路 1 号;杭州市;浙江省;310000;中国',
      'CATEGORIES:VIP,老客',
      'X-WECHAT:wangfang90',
      'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ',
      ' SkZJRg==',
    );
    expect(await cardOf(text)).toEqual({
      FN: '王芳',
      TEL: '+86 138-0013-8000\n0571-88880000',
      ORG: '启明医药 采购部',
      TITLE: '经理',
      NOTE: '老客户, 周三\n再联系',
      EMAIL: 'wang@qiming.example',
      BDAY: '1990-05-01',
      ADR: '中国浙江省杭州市文三路 1 号310000',
      CATEGORIES: 'VIP, 老客',
      'X-WECHAT': 'wangfang90',
    });
  });

  test('loses nothing that has no place of its own: it becomes lines of the remark', async () => {
    const text = card(
      'VERSION:3.0',
      'FN:陈小明',
      'ROLE:采购',
      'item1.EMAIL;type=INTERNET;type=pref:a@b.example',
      'EMAIL;type=WORK:work@b.example',
      'ADR;type=HOME:;;文三路 1 号;杭州市;浙江省;;',
      'item2.ADR;type=WORK:;;天目山路 9 号;杭州市;浙江省;;',
      'item3.URL;type=pref:https://b.example',
      'BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29',
      'X-SOCIALPROFILE;type=wechat;x-user=cxm88:x-apple:cxm88',
      'X-SOCIALPROFILE;type=weibo:https://weibo.example/cxm',
      'IMPP;X-SERVICE-TYPE=QQ;type=HOME:x-apple:123456',
    );
    expect(await cardOf(text)).toEqual({
      FN: '陈小明',
      ROLE: '采购',
      EMAIL: 'a@b.example',
      'EMAIL 2': 'work@b.example',
      ADR: '浙江省杭州市文三路 1 号',
      'ADR 2': '浙江省杭州市天目山路 9 号',
      URL: 'https://b.example',
      BDAY: '02-29',
      'X-WECHAT': 'cxm88',
      IMPP: 'weibo: https://weibo.example/cxm\nQQ: 123456',
    });
  });

  test('of an iPhone says in the remark what the person calls a number, and nothing of what every phone calls one', async () => {
    const text = card(
      'VERSION:3.0',
      'FN:王芳',
      'item1.TEL;type=pref:13800138000',
      'item1.X-ABLabel:_$!<Mobile>!$_',
      'item2.TEL:0571-88880000',
      'item2.X-ABLabel:秘书',
      'TEL;type=CELL:13900139000',
    );
    expect(await cardOf(text)).toEqual({
      FN: '王芳',
      TEL: '13800138000\n0571-88880000\n13900139000',
      'TEL LABEL': '秘书: 0571-88880000',
    });
  });

  test('of version 2.1 as Android writes it, with names and accounts of its own kinds and a birthday without a year', async () => {
    const text = card(
      'VERSION:2.1',
      'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E=E5=BC=BA',
      'X-ANDROID-CUSTOM;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:vnd.android.cursor.item/nickname;=E5=B0=8F=E5=BC=BA;1;;;;;;;;;;;;;',
      'X-QQ:998877',
      'BDAY:--05-01',
    );
    expect(await cardOf(text)).toEqual({ FN: '李强', NICKNAME: '小强', IMPP: 'QQ: 998877', BDAY: '05-01' });
  });

  test('of version 4', async () => {
    const text = card(
      'VERSION:4.0',
      'FN:O’Brien',
      'TEL;VALUE=uri;TYPE="voice,cell":tel:+852-9123-4567',
      'IMPP:weixin:obrien',
      'BDAY:19900501',
      'NOTE:a\\;b\\,c',
    );
    expect(await cardOf(text)).toMatchObject({
      NOTE: 'a;b,c',
      FN: 'O’Brien',
      TEL: '+852-9123-4567',
      'X-WECHAT': 'obrien',
      BDAY: '1990-05-01',
    });
  });

  test.each(['2.1', '3.0', '4.0'])('of version %s has the semicolons of its texts as they were', async (version) => {
    expect(await cardOf(card(`VERSION:${version}`, 'FN:王芳', 'NOTE:周三\\; 周五'))).toEqual({ FN: '王芳', NOTE: '周三; 周五' });
  });

  test('of an iPhone has its addresses in the web as they were', async () => {
    expect(await cardOf(card('VERSION:3.0', 'FN:王芳', 'item1.URL:https\\://a.example/b'))).toEqual({
      FN: '王芳',
      URL: 'https://a.example/b',
    });
  });

  test.each(['KIND:group', 'X-ADDRESSBOOKSERVER-KIND:group'])('that is a list of other cards is an empty row: %s', async (kind) => {
    expect(await cardOf(card('VERSION:4.0', kind, 'FN:老客', 'MEMBER:urn:uuid:1'))).toEqual({});
  });

  test('of version 2.1, quoted and with types without a name', async () => {
    const text = card(
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3;;;',
      'TEL;CELL;VOICE:13800138000',
      'NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E8=80=81=E5=AE=A2=0D=0A=',
      '=E5=86=8D=E8=81=94=E7=B3=BB',
      'NICKNAME;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=B7=BC=BD=E3',
    );
    expect(await cardOf(text)).toEqual({ FN: '王芳', TEL: '13800138000', NOTE: '老客\n再联系', NICKNAME: '芳姐' });
  });

  test('in which one line is wrong keeps the others', async () => {
    expect(await cardOf(card('VERSION:3.0', 'FN:李雷', 'no colon here', 'TEL:13900000000'))).toEqual({ FN: '李雷', TEL: '13900000000' });
  });

  test('that was cut off is told, and the others are there', async () => {
    const rows = await rowsOf(
      fileOf(`${card('VERSION:3.0', 'FN:一')}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:二\r\n${card('VERSION:3.0', 'FN:三')}BEGIN:VCARD\r\nFN:四`),
    );
    expect(rows.slice(1).map(({ number, cells, broken = false }) => [number, cells[0] ?? '', broken])).toEqual([
      [1, '一', false],
      [2, '', true],
      [3, '三', false],
      [4, '', true],
    ]);
  });

  test('in GB18030, as old phones write it', async () => {
    const [, cells] = await cellsOf(fileOf(card('VERSION:2.1', 'N:王;芳'), 'gb18030'));
    expect(cells![0]).toBe('王芳');
  });
});
