import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chinaDay, chinaTime, toChinaText } from '../../lib/model/china-time';

const EVENING = '2023-11-03T18:25:00+08:00';

describe('a time as CRMs, imports and spreadsheets write it', () => {
  test.each([
    '2023-11-03 18:25:00',
    '2023-11-03 18:25',
    '2023-11-03T18:25',
    '2023-11-03T18:25:00.000+08:00',
    '2023-11-03T10:25:00Z',
    '2023-11-03T10:25:00.123456Z',
    '2023-11-03 19:25:00 +0900',
    '2023-11-03 18:25:00 GMT+8',
    '2023/11/3 18:25:00',
    '2023-11-3 18:25:00',
    '2023/11/03 18:25',
    '2023.11.3 18:25:00',
    '2023.11.03. 18:25'.replace('. ', ' '),
    '2023年11月3日 18:25',
    '2023年11月3日18时25分',
    '2023年11月3日 18时25分00秒',
    '2023年11月03日 星期五 18:25:00',
    '2023年11月3日星期五 18:25',
    '2023年11月3日 周五 18:25',
    '2023年11月3日（周五）18:25',
    '2023-11-03 (週五) 18:25',
    '2023年11月3号 18:25',
    '2023年11月3號18點25分',
    '2023-11-03 10:25:00 UTC',
    '2023-11-03 10:25 GMT',
    '2023-11-03 18:25:00 UTC+08:00',
    '2023-11-03 下午6:25',
    '2023/11/3 下午 06:25:00',
    '2023/11/3 6:25:00 PM',
    '2023-11-03 06:25 p.m.',
    '2023-11-03 晚上6点25',
    '20231103182500',
    '202311031825',
    '20231103 182500',
    '20231103T182500',
    '1699007100',
    '1699007100000',
    '1699007100123',
    '1699007100000000',
    '/Date(1699007100000)/',
    '/Date(1699007100000+0800)/',
    '２０２３－１１－０３　１８：２５：００',
    '  2023-11-03   18:25:00\n',
    "'2023-11-03 18:25",
    '2023–11–03 18:25',
    '公元2023年11月3日 18:25',
    '民國112年11月3日 下午6:25',
    '中华民国112年11月3日 18:25',
    '112年11月3日 18:25',
    '民國112/11/03 18:25',
    '民國一百一十二年十一月三日 18:25',
    '二〇二三年十一月三日 18:25',
    '二零二三年十一月三号18時25分',
    '2023年十一月三日 18:25',
    'Nov 3, 2023 6:25 PM',
    'November 3rd, 2023 18:25',
    '3 Nov 2023 18:25',
    '03-NOV-2023 18:25:00',
    'Fri, 03 Nov 2023 10:25:00 GMT',
    'Fri Nov 03 2023 18:25:00 GMT+0800 (China Standard Time)',
    '2023-11-03 18:25:00 +0800 CST',
    '2023-11-03T18:25:00+08:00[Asia/Shanghai]',
    '2023-11-03(五) 18:25',
  ])('%s is that evening', (text) => {
    expect(chinaTime(text)).toBe(EVENING);
  });

  test.each([
    [1_699_007_100, EVENING],
    [1_699_007_100_000, EVENING],
    ['2023-11-03', '2023-11-03T00:00:00+08:00'],
    ['2023/11/3', '2023-11-03T00:00:00+08:00'],
    ['2023年11月3日', '2023-11-03T00:00:00+08:00'],
    ['20231103', '2023-11-03T00:00:00+08:00'],
    ['2023-11-03 8:05:00', '2023-11-03T08:05:00+08:00'],
    ['2023-11-03 上午12:05', '2023-11-03T00:05:00+08:00'],
    ['2023-11-03 12:05 PM', '2023-11-03T12:05:00+08:00'],
    ['2023-11-03 中午12:05', '2023-11-03T12:05:00+08:00'],
    ['2023-11-03 24:00:00', '2023-11-04T00:00:00+08:00'],
    ['2024年1月5日星期五', '2024-01-05T00:00:00+08:00'],
    ['2024年1月5日 周五', '2024-01-05T00:00:00+08:00'],
    ['2024年1月5日（周五）', '2024-01-05T00:00:00+08:00'],
    ['2024年1月5号', '2024-01-05T00:00:00+08:00'],
    ['2024-01-05 09:05:07 星期五', '2024-01-05T09:05:07+08:00'],
    ['2024-01-05 09:05 (周五)', '2024-01-05T09:05:00+08:00'],
    ['周五 2024-01-05 09:05', '2024-01-05T09:05:00+08:00'],
    ['星期五, 2024年1月5日', '2024-01-05T00:00:00+08:00'],
    ['2024-01-05 (Fri) 09:05', '2024-01-05T09:05:00+08:00'],
    ['2024-01-05 Friday', '2024-01-05T00:00:00+08:00'],
    ['Fri Jan 05 09:05:07 CST 2024', '2024-01-05T09:05:07+08:00'],
    ['Fri Jan 05 09:05:07 GMT+08:00 2024', '2024-01-05T09:05:07+08:00'],
    ['Fri Jan 05 01:05:07 UTC 2024', '2024-01-05T09:05:07+08:00'],
    ['2024-01-05T01:05:07.000Z[UTC]', '2024-01-05T09:05:07+08:00'],
    ['January 5, 2024 at 9:05 AM', '2024-01-05T09:05:00+08:00'],
    ['2024-Jan-05 09:05', '2024-01-05T09:05:00+08:00'],
    ['2024 Jan 5', '2024-01-05T00:00:00+08:00'],
    ['20240105090507123', '2024-01-05T09:05:07+08:00'],
    ['2024-01-05\u200b 09:05\u200e', '2024-01-05T09:05:00+08:00'],
    ['25/3/2024', '2024-03-25T00:00:00+08:00'],
    ['3/25/2024 8:05', '2024-03-25T08:05:00+08:00'],
    ['12.12.2024', '2024-12-12T00:00:00+08:00'],
    ['民國元年1月5日', '1912-01-05T00:00:00+08:00'],
    ['2024年1月5日8点半', '2024-01-05T08:30:00+08:00'],
    ['2024年1月5日 20点整', '2024-01-05T20:00:00+08:00'],
    ['2024-01-05T10', '2024-01-05T10:00:00+08:00'],
    ['2024-01-05T10Z', '2024-01-05T18:00:00+08:00'],
    ['2024-01-05 凌晨12点', '2024-01-05T00:00:00+08:00'],
    ['2024-01-05 凌晨12:30', '2024-01-05T00:30:00+08:00'],
    ['2024-01-05 凌晨1点', '2024-01-05T01:00:00+08:00'],
    ['2024-01-05 中午12点', '2024-01-05T12:00:00+08:00'],
    ['2024-01-05 中午1点', '2024-01-05T13:00:00+08:00'],
    ['2024-01-05 晚上9点', '2024-01-05T21:00:00+08:00'],
    ['9999-12-31 23:59:59', '9999-12-31T23:59:59+08:00'],
    ['946684800000', '2000-01-01T08:00:00+08:00'],
    ['1950000000000', '2031-10-17T18:40:00+08:00'],
    ['2024-02-29 10:00', '2024-02-29T10:00:00+08:00'],
    ['1969-05-04', '1969-05-04T00:00:00+08:00'],
  ])('%s is %s', (value, iso) => {
    expect(chinaTime(value)).toBe(iso);
  });

  test.each([
    '',
    '-',
    '0',
    '0000-00-00',
    '0000-00-00 00:00:00',
    '0001-01-01T00:00:00',
    '1899-12-30',
    '1900-01-01',
    '1970-01-01',
    '1970-01-01 08:00:00',
    '1970-01-01T00:00:00Z',
    '2023-11-31 10:00:00',
    '2023-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-11-00',
    '20231131182500',
    '20230229',
    '2023-11-03 25:00',
    '2023-11-03 24:01',
    '2023-11-03 18:60',
    '2023-11-03 18:25:61',
    '2023-11-03 13:00 AM',
    '2023-11-03 18:25 +25:00',
    '202402301010',
    '199013011234',
    '201702290800',
    '202402302510',
    '2024010510',
    '2024023010',
    '202413051',
    '202402301010.5',
    '20240230101010',
    '2024023010101000',
    '88881231',
    '13800001111',
    '057188880000',
    '8613800001111',
    '4008123456',
    '2024-01-05 晚上12点',
    '2024-01-05 晚上12:30',
    '2024-01-05 晚上1点',
    '2024-01-05 早上12点',
    '2024-01-05 中午5点',
    '2024-01-05 上午10:00 PM',
    '2023-11-103',
    '2023-11-03 8',
    '6222021234567890123',
    '45233.767',
    '11/3/2023',
    '3.11.23',
    '24-3-5',
    '24年3月5日',
    '05-Mar-24',
    '112/11/3',
    '31/02/2024',
    '13/13/2024',
    '民國0年3月5日',
    '民國113年2月30日',
    '农历2024年3月5日',
    '農曆二〇二四年三月五日',
    '2024年3月5日(农历)',
    '二〇二四年正月初五',
    '二〇二四年三月初五日',
    '二〇二四年三月廿五',
    '二〇二四年二月三十日',
    '甲辰年三月初五',
    '2023-11-03 18:25 CST',
    'Marx 5, 2024',
    'Mar 2024',
    '"1699007100"',
    '昨天',
    '2023-11',
    '2023-11-03 18:25 foo',
    'NaN',
    'null',
  ])('%j is none', (text) => {
    expect(chinaTime(text)).toBeNull();
  });

  test('no day rolls over: whatever is understood is the day that was written', () => {
    const part = (max: number) => fc.nat({ max });
    fc.assert(
      fc.property(
        fc.integer({ min: 1901, max: 2999 }),
        part(15),
        part(33),
        fc.constantFrom('-', '/', '.', '年'),
        (year, month, day, sign) => {
          const second = sign === '年' ? '月' : sign;
          const read = chinaDay(`${year}${sign}${month}${second}${day}${sign === '年' ? '日' : ''}`);
          const exists = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
          const none = year === 1970 && month === 1 && day === 1;
          const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          expect(read).toBe(exists && !none ? written : null);
        },
      ),
      { numRuns: 2_000, seed: 20_260_301 },
    );
  });

  test('a day is the same day with its year last, in words or counted from 1912, or none where two days are meant', () => {
    const months = 'January February March April May June July August September October November December'.split(' ');
    fc.assert(
      fc.property(
        fc.integer({ min: 1912, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const wanted = chinaDay(`${year}-${month}-${day}`);
          const name = months[month - 1]!;
          for (const written of [
            `民國${year - 1911}年${month}月${day}日`,
            `${name} ${day}, ${year}`,
            `${day} ${name.slice(0, 3)} ${year}`,
            `${name.slice(0, 3)}. ${day} ${year}`,
          ])
            expect([written, chinaDay(written)]).toEqual([written, wanted]);
          const isClear = day > 12 || day === month;
          for (const written of [`${day}/${month}/${year}`, `${month}/${day}/${year}`, `${day}.${month}.${year}`])
            expect([written, chinaDay(written)]).toEqual([written, isClear ? wanted : null]);
        },
      ),
      { numRuns: 1_000, seed: 20_260_301 },
    );
  });

  test('digits of a day that there is none are no epoch, whatever their length', () => {
    const pad = (count: number) => String(count).padStart(2, '0');
    const part = (max: number) => fc.nat({ max }).map(pad);
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), part(19), part(39), part(99), part(99), (year, month, day, hour, minute) => {
        const digits = `${year}${month}${day}${hour}${minute}`;
        const exists = chinaDay(`${year}-${month}-${day}`) !== null && Number(hour) < 24 && Number(minute) < 60;
        const written = `${year}-${month}-${day} ${hour}:${minute}:00`;
        const read = chinaTime(digits);
        // The first hour of 1 June 1940 and of a few other days was skipped.
        const isSkipped = year >= 1919 && year < 1992 && /^0[0-3]$/.test(hour);
        expect(read && toChinaText(read).slice(0, isSkipped ? 10 : undefined)).toBe(
          exists ? written.slice(0, isSkipped ? 10 : undefined) : null,
        );
        expect(chinaTime(Number(digits.slice(0, 10)))).toBeNull();
      }),
      { numRuns: 2_000, seed: 20_260_301 },
    );
  });

  test('every moment is the same moment however it is written, in whatever zone', () => {
    const ms = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2099, 0, 1) }).map((at) => at - (at % 1_000));
    fc.assert(
      fc.property(ms, fc.integer({ min: -12 * 4, max: 14 * 4 }), (at, quarters) => {
        const iso = chinaTime(new Date(at).toISOString())!;
        expect(Date.parse(iso)).toBe(at);
        const local = new Date(at + quarters * 900_000).toISOString().slice(0, 19);
        const away = Math.abs(quarters);
        const zone = `${quarters < 0 ? '-' : '+'}${String(Math.floor(away / 4)).padStart(2, '0')}:${String((away % 4) * 15).padStart(2, '0')}`;
        expect(chinaTime(local + zone)).toBe(iso);
        const plain = iso.slice(0, 19);
        expect(chinaTime(plain.replace('T', ' '))).toBe(iso);
        expect(chinaTime(plain.replace(/[-:T]/g, ''))).toBe(iso);
        expect(chinaTime(iso)).toBe(iso);
      }),
      { numRuns: 1_000, seed: 20_260_301 },
    );
  });

  test('any text at all is answered, with a time or with none', () => {
    const text = fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^[\d \-/:年月日TZ+.,]{0,200}$/));
    fc.assert(
      fc.property(text, (one) => {
        const time = chinaTime(one);
        expect(time === null || Number.isFinite(Date.parse(time))).toBe(true);
      }),
      { numRuns: 2_000, seed: 20_260_301 },
    );
  });
});

describe('the summers when China had summer time', () => {
  test.each<[string | number, string]>([
    [583_686_000_000, '1988-07-01'],
    [583_686_000, '1988-07-01'],
    ['1988-06-30T15:00:00.000+0000', '1988-07-01'],
    ['1988-06-30T23:00:00.000+08:00', '1988-07-01'],
    ['1988-07-01T00:00:00+09:00', '1988-07-01'],
    ['1988-07-01', '1988-07-01'],
    ['1988-07-01 00:00:00', '1988-07-01'],
    [Date.UTC(1990, 7, 7, 15), '1990-08-08'],
    [Date.UTC(1986, 5, 30, 15), '1986-07-01'],
    [Date.UTC(1991, 8, 1, 15), '1991-09-02'],
    [Date.UTC(1991, 11, 31, 16), '1992-01-01'],
    [Date.UTC(1987, 0, 31, 16), '1987-02-01'],
    [Date.UTC(1992, 6, 1, 15), '1992-07-01'],
    ['1946-06-30T15:00:00Z', '1946-07-01'],
  ])('%s is in China %s', (value, day) => {
    expect(chinaDay(value)).toBe(day);
  });

  test('each day that a server in China keeps as its first moment comes back as that day', () => {
    const clock = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
    const years = [1919, 1940, 1941, 1942, 1943, 1944, 1945, 1946, 1947, 1948, 1949, 1969, 1986, 1987, 1988, 1989, 1990, 1991, 1992];
    for (const noon of years.flatMap((year) => Array.from({ length: 365 }, (_, at) => Date.UTC(year, 0, 1 + at, 4)))) {
      const day = new Date(noon).toISOString().slice(0, 10);
      const first = [noon - 13 * 3_600_000, noon - 12 * 3_600_000].find((ms) => clock.format(ms).startsWith(day))!;
      // Databases write the first days of 1970 for nothing.
      if (day === '1969-12-31') continue;
      expect([chinaDay(new Date(first).toISOString()), chinaDay(day), toChinaText(chinaTime(day)!).slice(0, 10)]).toEqual([day, day, day]);
    }
  });

  test('are those that the platform knows, to the hour', () => {
    const platform = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
    const HOURS = 3_600_000;
    const otherwise: string[] = [];
    const compare = (ms: number) => toChinaText(new Date(ms).toISOString()) === platform.format(ms) || otherwise.push(platform.format(ms));
    for (let ms = Date.UTC(1918, 11, 25); ms < Date.UTC(1992, 0, 10); ms += 13 * HOURS) compare(ms);
    for (const month of [2, 3, 4, 8, 9]) {
      for (let ms = Date.UTC(1988, month, 1); ms < Date.UTC(1988, month + 1, 1); ms += HOURS) compare(ms);
      for (let ms = Date.UTC(1949, month, 1); ms < Date.UTC(1949, month + 1, 1); ms += HOURS) compare(ms);
    }
    expect(otherwise).toEqual([]);
  });

  test('a time is written as China’s clocks showed it', () => {
    expect(chinaTime('1988-07-01 12:00')).toBe('1988-07-01T12:00:00+09:00');
    expect(toChinaText('1988-07-01T12:00:00+09:00')).toBe('1988-07-01 12:00:00');
    expect(toChinaText('1988-07-01T03:00:00Z')).toBe('1988-07-01 12:00:00');
    expect(chinaTime('1988-12-01 12:00')).toBe('1988-12-01T12:00:00+08:00');
  });
});
