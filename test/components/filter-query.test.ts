import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { NO_FILTERS, queryOf } from '../../components/search/filter-query';
import { conditionsOf } from '../../lib/providers/tanma/conditions';
import { dayOf } from '../../lib/providers/lixiao/query';

const ZONES = ['Asia/Shanghai', 'UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Niue'];
const zone = process.env['TZ'];

afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** As clocks in China show it, also in the summers when they were an hour ahead. */
const inChina = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe.each(ZONES)('filters by days, chosen in %s,', (name) => {
  test('ask a field of days for those very days', () => {
    process.env['TZ'] = name;
    fc.assert(
      fc.property(day, day, (fieldFrom, fieldTo) => {
        const { fields } = queryOf({ ...NO_FILTERS, field: '9', fieldType: 'date', fieldFrom, fieldTo }, 'created', false);
        expect(fields).toEqual([{ field: '9', is: 'between', values: [fieldFrom, fieldTo] }]);
        expect(fields![0]!.values.map(dayOf)).toEqual([fieldFrom, fieldTo]);
        const known = [{ id: '9', label: '生日', type: 'date' as const, options: [], editable: false }];
        expect(conditionsOf({ fields: fields! }, known)[0]!.text).toContain(JSON.stringify([fieldFrom, fieldTo]));
      }),
      { numRuns: 100, seed: 20_260_301 },
    );
  });

  test('ask for the moments of those days in China', () => {
    process.env['TZ'] = name;
    fc.assert(
      fc.property(day, day, (from, to) => {
        const filters = { ...NO_FILTERS, from, to, field: '9', fieldType: 'date-time' as const, fieldFrom: from, fieldTo: to };
        const { created, fields } = queryOf(filters, 'created', false);
        const moments = [created!.from!, created!.to!];
        expect(moments.map((moment) => inChina.format(new Date(moment)))).toEqual([`${from} 00:00:00`, `${to} 23:59:59`]);
        expect(created).toEqual({ from: moments[0], to: moments[1] });
        expect(fields).toEqual([{ field: '9', is: 'between', values: moments }]);
        expect(moments.map(dayOf)).toEqual([from, to]);
      }),
      { numRuns: 100, seed: 20_260_301 },
    );
  });
});
