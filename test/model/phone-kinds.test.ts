import { describe, expect, test } from 'vitest';
import { findPhones } from '../../lib/model/find-phones';
import { oddityOf } from '../../lib/model/odd-phone';
import { phonesInField } from '../../lib/model/phone';
import { SearchIndex } from '../../lib/model/search/search-index';
import { searchLine } from '../../lib/model/search/search-line';
import { splitNumbers, typedNumbers } from '../../lib/model/split-phones';

const found = (text: string, home: 'CN' | 'HK' | 'TW' | 'US' | null, place: 'message' | 'name' = 'message') =>
  findPhones(text, home, place).map(({ phone }) => phone);

describe('numbers of Hong Kong, Macao and Taiwan', () => {
  test.each(['(852) 9123-4567', '852-9123-4567', '852 9123 4567', '(852)91234567', '电话（852）9123 4567'])(
    'with their code and no +: %s',
    (text) => {
      for (const home of ['CN', 'HK', 'TW', null] as const) expect(found(text, home)).toEqual(['+85291234567']);
    },
  );

  test('of Taiwan too, and none where the digits are none of the region', () => {
    expect(found('886-2-2345-6789', 'CN')).toEqual(['+886223456789']);
    expect(found('(853) 6612 3456', null)).toEqual(['+85366123456']);
    expect(found('852 1123 4567', 'CN')).toEqual([]);
    expect(found('货号 852 9123', 'CN')).toEqual([]);
  });

  test('several in a row at home', () => {
    for (const text of ['9123 4567 / 9123 4568', '9123-4567、9123-4568', '9123 4567 9123 4568'])
      expect(found(text, 'HK')).toEqual(['+85291234567', '+85291234568']);
  });
});

test.each(['$415 555 0100', 'US$415-555-0100', 'USD 415 555 0100', '$ 415.555.0100', '¥138 0000 0123', '￥13800000123'])(
  'no number: %s',
  (text) => {
    for (const place of ['message', 'name'] as const)
      for (const home of ['US', 'CN'] as const) expect(found(text, home, place)).toEqual([]);
  },
);

test.each([
  '张l13800000123',
  '张l3800000123',
  '张l38 0000 0123',
  '张O13800000123',
  '王I13800000123',
  '13800000123l',
  '13800000123O',
  '138O0000123',
  '138 OOOO 0123',
  '1380000012O',
  '0571-8888O000',
  '+86 l38 0000 0123',
])('a letter in the place of a digit makes it no number: %s', (text) => {
  for (const place of ['message', 'name'] as const) expect(found(text, 'CN', place)).toEqual([]);
});

test('a word beside a number is none: it stands', () => {
  for (const text of ['Lily13800000123', 'Leo 13800000123', '13800000123 Olive', 'L13800000123'])
    expect(found(text, 'CN', 'name')).toEqual(['13800000123']);
});

test.each<[string, string[]]>([
  ['0571-88880000-801、802', ['057188880000#801', '057188880000#802']],
  ['0571-88880000转801,802或803', ['057188880000#801', '057188880000#802', '057188880000#803']],
  ['0571-88880000-801，100件', ['057188880000#801']],
  ['0571-88880000-801, 100 件', ['057188880000#801']],
  ['0571-88880000转8、10', ['057188880000#8']],
  ['0571-88880000（801/802）', ['057188880000#801', '057188880000#802']],
  ['0571-88880000 (801、802、803)', ['057188880000#801', '057188880000#802', '057188880000#803']],
  ['0571-88880000（801或802）', ['057188880000#801', '057188880000#802']],
  ['给13800000123转100元', ['13800000123']],
  ['0571-88880000转100元', ['057188880000']],
  ['0571-88880000（转801/802）', ['057188880000#801', '057188880000#802']],
  ['【021-66660000[8801,8802]】', ['02166660000#8801', '02166660000#8802']],
  ['0571-88880000/88880001-801/802', ['057188880000', '057188880001#801', '057188880001#802']],
  ['0571-88880000/88880001转801', ['057188880000', '057188880001#801']],
  ['0571-88880000/88880001 13800000123', ['057188880000', '057188880001', '13800000123']],
  ['0571-88880000,412，138 0000 0123', ['057188880000#412', '13800000123']],
  ['0571-88880000,412,0571-88880001', ['057188880000#412', '057188880001']],
  ['15800000123,4567,138 0000 0123', ['15800000123#4567', '13800000123']],
])('a list of extensions is a number each: %s', (text, phones) => {
  expect(found(text, 'CN')).toEqual(phones);
});

describe('digits of one number that are too many or too few', () => {
  const mangled = [
    '400 6001 2345',
    '400-6001-2345',
    '800 820 88201',
    '0571-88-8800001',
    '0571 88 8800001',
    '010-8-88800001',
    '138-0-0000123',
    '+86 571 8 88800001',
  ];

  test.each(mangled)('hold no shorter one, and are kept as they were typed: %s', (text) => {
    for (const place of ['message', 'name', 'field'] as const) expect(findPhones(text, 'CN', place)).toEqual([]);
    expect(splitNumbers(text, 'CN')).toEqual([text]);
    expect(typedNumbers(`${text}, 13800000123`, 'CN')).toEqual([text, '13800000123']);
    expect(oddityOf(text, 'CN')).toBe('digits');
  });

  test('do not hide a local number beside a whole one', () => {
    for (const [text, phones] of [
      ['400 600 1234 88880000', ['4006001234', '88880000']],
      ['0571-88880000 66660000', ['057188880000', '66660000']],
      ['88880000 66660000', ['88880000', '66660000']],
      ['310000 88880000', ['88880000']],
    ] as const)
      expect(phonesInField(text, 'CN')).toEqual(phones);
  });
});

test('a number is found as it is typed at home, from its first digits on', () => {
  const index = new SearchIndex();
  const of = (phone: string) =>
    searchLine({ id: '', name: '林小姐', remark: null, nickname: null, company: null, phones: [phone], tags: [] } as never);
  index.put(0, of('+886 912 345 678'));
  index.put(1, of('0933-111-222'));
  index.put(2, of('+852 9123 4567'));
  const slots = (query: string) => index.find(query, 9).map(({ slot }) => slot);
  for (const query of ['0912', '0912-345', '0912345678', '+886912345678', '912345678', '886 912']) expect(slots(query)).toContain(0);
  for (const query of ['0933', '+886 933 111 222']) expect(slots(query)).toEqual([1]);
  for (const query of ['9123 4567', '(852) 9123', '+852 9123 4567']) expect(slots(query)).toContain(2);
});
