import { describe, expect, test } from 'vitest';
import type { Target } from '../../lib/model/sheet/columns';
import type { Plan } from '../../lib/model/sheet/plan';
import { readRow } from '../../lib/model/sheet/read-row';
import { FIELDS, read } from './sheet-row';

describe('a row', () => {
  test('of Google has several values in a cell, and groups of its own that are nobody’s tags', () => {
    const plan: Plan = {
      targets: ['name', 'phone', 'tags'],
      headings: ['Name', 'Phone 1 - Value', 'Labels'],
      fields: FIELDS,
      home: 'CN',
      damaged: 'leave-out',
    };
    const cells = ['王芳', '+86 138 0013 8000 ::: 139 0013 9000', 'VIP ::: 老客, 深圳 ::: * myContacts ::: * starred'];
    expect(readRow(2, cells, plan)).toMatchObject({
      imported: { phones: ['+86 138 0013 8000', '139 0013 9000'], tags: ['VIP', '老客, 深圳'] },
      faults: [],
    });
    expect(read({ name: '王芳', tags: 'a ::: b' })).toMatchObject({ tags: ['a ::: b'] });
  });

  test.each(['[高价值][老客户]', '【高价值】 【老客户】', '#高价值 #老客户', '#高价值# #老客户#', '高价值；老客户'])(
    'has two tags in %s',
    (cell) => {
      expect(read({ name: '王芳', tags: cell }).tags).toEqual(['高价值', '老客户']);
    },
  );

  test('has a tag once, in whatever case and width it is written', () => {
    expect(read({ name: '王芳', tags1: 'VIP,vip', tags2: 'ＶＩＰ、老客' }).tags).toEqual(['VIP', '老客']);
  });

  test('has a tag as it is where the book has written it, or where it is not all in brackets', () => {
    const id = '2c4ab12f-57c0-4288-ad96-39bd136c8ae8';
    expect(read({ name: '王芳', tags: '[VIP], #老客', id }).tags).toEqual(['[VIP]', '#老客']);
    expect(read({ name: '王芳', tags: '[VIP]', id }).tags).toEqual(['[VIP]']);
    expect(read({ name: '王芳', tags: 'VIP[2026]、C#' }).tags).toEqual(['VIP[2026]', 'C#']);
  });

  test.each(['tags', 'field:wants'])('has no %s that is an error of a spreadsheet', (column) => {
    expect(read({ name: '王芳', [column]: '#N/A' })).toMatchObject({ tags: [], fields: {}, faults: ['error'], taken: false });
    expect(read({ name: '王芳', [column]: '#N/A' }, 'as-is')).toMatchObject({ tags: [], fields: {}, taken: true });
  });

  test.each(['0', '0.00', '０', '￥0'])('has a number that is zero: %s', (cell) => {
    expect(read({ name: '王芳', 'field:money': cell })).toMatchObject({ fields: { money: 0 }, faults: [] });
  });

  test('becomes a customer with everything that its columns say', () => {
    const row = read({
      name: ' 王芳 ',
      phone1: '138 0013 8000 / 0571-88880000转801',
      phone2: '13900139000',
      company: '启明医药\n有限公司',
      remark1: '老客',
      remark2: '周三联系',
      tags: 'VIP、老客；深圳',
      stage: '意向',
      source: '朋友圈',
      created: '2024/3/1 9:05',
      'field:wechat': 'wangfang90',
      'field:birthday': '1990年5月1日',
      'field:address1': '浙江省',
      'field:address2': '杭州市文三路 1 号',
      'field:money': '￥12,000',
      'field:wants': '保险, 理财',
    });
    expect(row).toEqual({
      row: 7,
      id: null,
      name: '王芳',
      nickname: null,
      phones: ['138 0013 8000', '0571-88880000转801', '13900139000'],
      company: '启明医药 有限公司',
      remark: '老客\n周三联系',
      tags: ['VIP', '老客', '深圳'],
      stage: '意向',
      source: '朋友圈',
      createdAt: '2024-03-01T09:05:00+08:00',
      fields: {
        wechat: 'wangfang90',
        birthday: '1990-05-01',
        address: '浙江省杭州市文三路 1 号',
        money: 12_000,
        wants: ['保险', '理财'],
      },
      faults: [],
      taken: true,
    });
  });

  test('without a name gets the nickname as one, or else the company or the first number, which stay what they are', () => {
    expect(read({ nickname: '小雨', phone: '13800138000' })).toMatchObject({ name: '小雨', nickname: '小雨', faults: [], taken: true });
    expect(read({ name: '', nickname: '小雨', company: '云帆' })).toMatchObject({ name: '小雨', nickname: '小雨', company: '云帆' });
    expect(read({ name: '', nickname: '', company: '云帆' })).toMatchObject({ name: '云帆', nickname: null, company: '云帆' });
    expect(read({ phone: '13800138000, 13900139000' })).toMatchObject({ name: '13800138000', faults: [], taken: true });
    expect(read({ name: '王芳', nickname: '小雨', company: '云帆' })).toMatchObject({ name: '王芳', nickname: '小雨' });
    expect(read({ nickname: '合计' })).toMatchObject({ faults: ['no-person'] });
  });

  test('has a fax number in the remark, after what it is called, and not among those that are called', () => {
    const plan = (targets: Target[], headings: string[]): Plan => ({ targets, headings, fields: FIELDS, home: 'CN', damaged: 'leave-out' });
    const own = plan(['name', 'phone', 'remark', 'remark'], ['姓名', '电话', '传真', '备注']);
    expect(readRow(2, ['王芳', '0571-88880000', '0571-88880001', '老客'], own)!.imported).toMatchObject({
      phones: ['0571-88880000'],
      remark: '传真: 0571-88880001\n老客',
    });
    const google = plan(
      ['name', null, 'phone', null, 'phone'],
      ['Name', 'Phone 1 - Label', 'Phone 1 - Value', 'Phone 2 - Type', 'Phone 2 - Value'],
    );
    expect(readRow(2, ['王芳', 'Mobile', '13800138000', '* Work Fax', '0571-88880001'], google)!.imported).toMatchObject({
      phones: ['13800138000'],
      remark: 'Work Fax: 0571-88880001',
    });
    expect(read({ name: '王芳', phone: '0571-88880000、传真：0571-88880001' })).toMatchObject({
      phones: ['0571-88880000'],
      remark: '传真：0571-88880001',
      faults: [],
    });
    expect(read({ name: '王芳', phone: '电话/传真：0571-88880000' }).phones).toHaveLength(1);
  });

  test('has a birthday of the lunar calendar in the remark, and no day is made of it', () => {
    const plan: Plan = { targets: ['name', 'remark'], headings: ['姓名', '农历生日'], fields: FIELDS, home: 'CN', damaged: 'leave-out' };
    expect(readRow(2, ['王芳', '1990-08-15'], plan)!.imported).toMatchObject({ remark: '农历生日: 1990-08-15', fields: {} });
  });

  test('has an account, the sex and a second address in the remark, after what they are called', () => {
    const headings = ['姓名', 'QQ', '性别', 'Home City'];
    const plan: Plan = { targets: ['name', 'remark', 'remark', 'remark'], headings, fields: FIELDS, home: 'CN', damaged: 'leave-out' };
    expect(readRow(2, ['王芳', '998877', '女', '杭州'], plan)!.imported).toMatchObject({ remark: 'QQ: 998877\n性别: 女\nHome City: 杭州' });
  });

  test.each(['1795113800138000', '17951 138 0013 8000', '12593-13800138000', '17951 +86 13800138000'])(
    'has the number behind that of a cheaper line: %s',
    (phone) => {
      const row = read({ name: '王芳', phone });
      expect([row.phones.map((one) => one.replace(/\D/g, '').replace(/^86/, '')), row.faults]).toEqual([['13800138000'], []]);
    },
  );

  test('puts an address together from the province down, and repeats nothing', () => {
    const read = (cells: Record<string, string>) => {
      const targets: Target[] = ['name', ...Object.keys(cells).map((): Target => 'field:address')];
      const plan: Plan = { targets, headings: ['姓名', ...Object.keys(cells)], fields: FIELDS, home: 'CN', damaged: 'leave-out' };
      return readRow(2, ['王芳', ...Object.values(cells)], plan)!.imported.fields['address'];
    };
    expect(read({ 所在城市: '杭州市', '所在城市 (省)': '浙江省', 详细地址: '文三路1号' })).toBe('浙江省杭州市文三路1号');
    expect(read({ 省: '上海市', 市: '上海市', 区: '浦东新区', 街道: '世纪大道', 详细地址: '世纪大道2号' })).toBe(
      '上海市浦东新区世纪大道2号',
    );
    expect(read({ 省: '浙江省', 市: '杭州市', 详细地址: '浙江省杭州市文三路1号' })).toBe('浙江省杭州市文三路1号');
    expect(read({ 省: '吉林省', 市: '吉林市' })).toBe('吉林省吉林市');
    const outlook = ['Street', 'City', 'State', 'Postal Code', 'Country/Region'];
    const of = (parts: string[]) => read(Object.fromEntries(outlook.map((part, at) => [`Business ${part}`, parts[at]!])));
    expect(of(['文三路1号', '杭州市', '浙江省', '310000', '中国'])).toBe('中国浙江省杭州市文三路1号310000');
    expect(of(['1 Main St', 'Boston', 'MA', '02110', 'USA'])).toBe('1 Main St, Boston, MA, 02110, USA');
  });

  test('has a name of two columns, in the order of its language', () => {
    expect(read({ 'given-name': '小明', 'family-name': '王' }).name).toBe('王小明');
    expect(read({ 'given-name': 'Ann', 'family-name': 'Lee' }).name).toBe('Ann Lee');
  });

  test.each(['无', '-', '暂无', 'N/A', '0', '不详'])('with %s in the place of a number has none, and no fault', (nothing) => {
    expect(read({ name: '王芳', phone: nothing })).toMatchObject({ phones: [], faults: [], taken: true });
  });

  test.each(['无', '-', '--', '/', 'NULL', 'N/A', '暂无', '\\N'])('that says %s where it has nothing has nothing there', (nothing) => {
    const columns = ['company', 'source', 'tags', 'field:wechat', 'field:address', 'field:birthday'];
    const row = read({ name: '王芳', ...Object.fromEntries(columns.map((column) => [column, nothing])) });
    expect(row).toMatchObject({ company: null, source: null, tags: [], fields: {}, faults: [], taken: true });
    expect(read({ name: '王芳', stage: 'NULL', 'field:wants': '-' })).toMatchObject({ stage: null, fields: {} });
  });

  test('keeps what may be an answer, a nickname or a remark, and every value that the book has written itself', () => {
    expect(read({ name: '-', nickname: '。', remark: '无', stage: '待定', 'field:wants': '无', tags: '未知' })).toMatchObject({
      name: '-',
      nickname: '。',
      remark: '无',
      stage: '待定',
      tags: ['未知'],
      fields: { wants: ['无'] },
    });
    const id = '2c4ab12f-57c0-4288-ad96-39bd136c8ae8';
    expect(read({ name: '王芳', company: '无', tags: '-', 'field:wechat': '/', id })).toMatchObject({
      company: '无',
      tags: ['-'],
      fields: { wechat: '/' },
    });
  });

  test.each(['0/0/00', '0000-00-00', '0000-00-00 00:00:00', '0001-01-01', '1900/1/0', '1/0/1900', '1900-01-01', '1899-12-30', '00:00:00'])(
    'has no birthday where a program writes %s for none',
    (zero) => {
      expect(read({ name: '王芳', 'field:birthday': zero, created: zero })).toMatchObject({ createdAt: null, fields: {}, faults: [] });
    },
  );

  test.each(['1/1/01', '1900-02-01', '0-1-2'])('with a day that is not clear is still told: %s', (day) => {
    expect(read({ name: '王芳', 'field:birthday': day })).toMatchObject({ faults: day === '1900-02-01' ? [] : ['no-date'] });
  });

  test('has a number once, in however many columns and ways it is written; one with an extension or a word is another', () => {
    const row = read({
      name: '王芳',
      phone1: '13800138000',
      phone2: '138-0013-8000；+86 138 0013 8000',
      phone3: '0571-88880000',
      phone4: '(0571)88880000',
    });
    expect(row.phones).toEqual(['13800138000', '0571-88880000']);
    const others = ['0571-88880000', '0571-88880000转8', '13800138000', '13800138000（老婆）'];
    expect(read({ name: '王芳', phone1: others.join('\n') }).phones).toEqual(others);
    const both = { name: '王芳', phone1: '13800138000', phone2: '138-0013-8000' };
    expect(read({ ...both, id: '2c4ab12f-57c0-4288-ad96-39bd136c8ae8' }).phones).toEqual([both.phone1, both.phone2]);
  });

  test.each([
    ['scientific', '1.38E+10'],
    ['decimal', '13800138000.0'],
    ['zero', '57188880000'],
    ['day', '2024-03-01'],
    ['no-phone', '不知道'],
    ['no-phone', 'wangfang90'],
    ['masked', '138****8000'],
    ['garbled', '锟斤拷'],
    ['garbled', '138001\x0038000'],
    ['error', '#N/A'],
    ['precision', '8613800138000000000'],
  ])('whose number says %s is told and left out: %s', (kind, phone) => {
    expect(read({ name: '王芳', phone })).toMatchObject({ faults: [kind], taken: false });
    expect(read({ name: '王芳', phone }, 'without')).toMatchObject({ phones: [], taken: true });
  });

  test('comes as it stands where the person wants it so; only .0 goes', () => {
    const numbers = ['1.38E+10', '13800138000.0', '57188880000', '不知道', '138****8000'];
    expect(numbers.map((phone) => read({ name: '王芳', phone }, 'as-is').phones)).toEqual([
      ['1.38E+10'],
      ['13800138000'],
      ['57188880000'],
      ['不知道'],
      ['138****8000'],
    ]);
    expect(read({ name: '王芳', 'field:birthday': '属马' }, 'as-is')).toMatchObject({ remark: 'field:birthday: 属马', fields: {} });
  });

  test.each([
    ['no-name', { name: '', phone: '13800138000' }],
    ['too-long', { name: 'x'.repeat(201) }],
    ['too-long', { name: 'a', remark: 'x'.repeat(10_000_000) }],
    ['too-long', { name: 'a', phone: 'x'.repeat(10_000_000) }],
    ['too-many-phones', { name: 'a', phone: Array.from({ length: 21 }, (_, at) => 13_800_138_000 + at).join(',') }],
  ])('is no customer: %s', (kind, columns) => {
    expect(read(columns as Record<string, string>, 'as-is')).toMatchObject({ faults: [kind], taken: false });
  });

  test.each([
    '合计',
    '合計：2人',
    '总计（元）',
    '共 300 人',
    'Total',
    'Grand Total: 12',
    '注：以上为内部资料',
    '制表人：小王',
    '示例：张三',
    '张三（示例）',
  ])('of a spreadsheet around its customers is none, unless the person wants it as it stands: %s', (name) => {
    expect(read({ name })).toMatchObject({ faults: ['no-person'], taken: false });
    expect(read({ name }, 'without').taken).toBe(false);
    expect(read({ name }, 'as-is')).toMatchObject({ name, taken: true });
  });

  test.each(['小计', '共工', '注册会计师王芳', 'Total Wang', '例会群', '计春华', '备注王芳'])(
    'is a customer whose name only looks like that: %s',
    (name) => {
      expect(read({ name, phone: '13800138000' })).toMatchObject({ name, faults: [], taken: true });
      expect(read({ name, 'field:wechat': 'wx' }).faults).toEqual([]);
    },
  );

  test('that shows how to fill in the sheet is none, although it has a number', () => {
    expect(read({ name: '示例：张三', phone: '13800138000' })).toMatchObject({ faults: ['no-person'], taken: false });
  });

  test('with more cells than there are columns is told, unless they are empty', () => {
    const plan: Plan = { targets: ['name'], headings: ['姓名'], fields: [], home: null, damaged: 'leave-out' };
    expect(readRow(1, ['王芳', '', ' '], plan)!.faults).toEqual([]);
    expect(readRow(1, ['王芳', '', 'x'], plan)!.faults).toEqual([{ kind: 'too-many-columns', column: 1, value: '3' }]);
    expect(readRow(1, ['', ' '], plan)).toBe(null);
  });
});
