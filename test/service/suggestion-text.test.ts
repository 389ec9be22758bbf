import { expect, test } from 'vitest';
import { suggestionText } from '../../lib/service/suggestion-text';

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
