import fc from 'fast-check';
import { searchLine } from '../../../lib/model/search/search-line';
import { SearchIndex } from '../../../lib/model/search/search-index';
import { expect, test } from 'vitest';
import { suggestionContent, suggestionText } from '../../../lib/service/pages/suggestion-text';

test('hostile text is shown as text in the address bar', () => {
  expect(suggestionText(['<url>x</url> & "y" \'z\'', null, '', '公司'], true)).toBe(
    '&#60;url&#62;x&#60;/url&#62; &#38; &#34;y&#34; &#39;z&#39; <dim>·</dim> 公司',
  );
  expect(suggestionText(['a<b', '公司'], false)).toBe('a<b · 公司');
});

test('what XML has no place for, and what turns the direction of writing, is left out; half a character is none', () => {
  expect(suggestionText(['a\u0000b\u0008c\ud83d', '\u202Etxt.exe'], true)).toBe('a b c\ufffd <dim>·</dim> txt.exe');
  expect(suggestionText(['长'.repeat(500)], true).length).toBe(80);
});

test('a suggestion’s content is never what was typed, and finds the customer all the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'Anna王芳 ·-') }),
      fc.option(fc.constantFrom('华盛科技', 'Lee · Co', '·'), { nil: null }),
      (name, company) => {
        const all = [name, `${name} · ${company}`, `${name} ·`, `${name}·`, ` ${name} `, name.toUpperCase()];
        for (const typed of all) {
          const content = suggestionContent(typed, [name, company]);
          expect(content.replace(/\s/g, '')).not.toBe(typed.replace(/\s/g, ''));
          const found = new SearchIndex();
          found.put(
            0,
            searchLine({ id: '1', name, company, phones: [], nickname: null, remark: null, tags: [], owner: null, updatedAt: null }),
          );
          // A name of marks alone need not be found.
          expect(found.find(content, 1).length === 1 || !/[\p{L}\p{N}]/u.test(name)).toBe(true);
        }
      },
    ),
  );
});
