import { describe, expect, test } from 'vitest';
import { exampleOf, TRADES } from '../../lib/model/book/examples';

const LANGUAGES = ['zh_CN', 'zh_TW', 'en'] as const;

describe.each(TRADES)('the example for %s', (trade) => {
  test.each(LANGUAGES)('has a label for each field and options for each choice in %s', (language) => {
    const { fields } = exampleOf(trade, language);
    for (const { label, type, options } of fields) {
      expect(label).toMatch(/\S/);
      expect(options.length > 1).toBe(type === 'choice' || type === 'choices');
      for (const { name } of options) expect(name).toMatch(/^[^;:]+$/);
    }
  });

  test('has the same fields, options, groups, tags and kinds in each language', () => {
    const shapes = LANGUAGES.map((language) => {
      const { fields, groups, tags, kinds } = exampleOf(trade, language);
      const options = fields.map((field) => [field.id, field.type, field.options.map(({ id }) => id)]);
      const tagged = groups.map(({ name, color }) => [color, tags.filter(({ group }) => group === name).length]);
      return { options, tagged, kinds: kinds.map(({ id }) => id) };
    });
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  });
});
