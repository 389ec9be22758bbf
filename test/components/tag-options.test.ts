import { expect, test } from 'vitest';
import { tagOptions } from '../../components/customer/tag-options';
import { differenceOf } from '../../lib/model/look-alike';
import { matchesTag } from '../../lib/model/search/matches-tag';
import type { Tag } from '../../lib/model/tag';

const tag = (name: string): Tag => ({ id: name, name, group: null, color: null });
const groups = [
  { name: '等级', tags: [tag('A'), tag('A+'), tag('AB')] },
  { name: '语言', tags: [tag('C'), tag('C+'), tag('C++')] },
  { name: '预算', tags: [tag('35万'), tag('3-5万')] },
];

function namesFor(typed: string): string[] {
  const options = tagOptions(groups, [], typed, matchesTag, { canCreate: false, differs: differenceOf, insisted: null, folds: false });
  return options.flatMap((group) => group.options.map((option) => option.tag.name));
}

test.each(['A', 'A+', 'AB', 'C', 'C+', 'C++', '35万', '3-5万'])('the tag that was typed, %s, comes first', (typed) => {
  expect(namesFor(typed)[0]).toBe(typed);
});

test('a name that a book has in another case or width is that tag, first in the list, and no new one', () => {
  const all = (typed: string, folds: boolean) =>
    tagOptions(groups, [tag('VIP')], typed, () => true, { canCreate: true, differs: differenceOf, insisted: typed, folds }).flatMap(
      ({ options }) => options.map(({ kind, tag: one }) => `${kind} ${one.name}`),
    );
  expect([all('ｃ＋', true)[0], all('ｃ＋', true).filter((one) => one.startsWith('create'))]).toEqual(['tag C+', []]);
  expect(all('vip', true).filter((one) => !one.startsWith('tag'))).toEqual([]);
  // A CRM may have both.
  expect(all('vip', false).at(-1)).toBe('create vip');
});

test('a name with other signs than a tag has is a new one', () => {
  const made = tagOptions(groups, [], 'C#', () => false, { canCreate: true, differs: differenceOf, insisted: null, folds: false });
  expect(made.flatMap(({ options }) => options)).toEqual([{ kind: 'create', tag: { ...tag('C#'), id: '' } }]);
});

test.each(['\u200b', '\u2060\u3164', '\u00ad ', '\ufe0f', '\u202e', ' \u3000'])('%j, of which nothing is seen, is no new tag', (typed) => {
  const all = tagOptions(groups, [], typed, () => false, { canCreate: true, differs: differenceOf, insisted: null, folds: false });
  expect(all.flatMap(({ options }) => options).filter(({ kind }) => kind !== 'tag')).toEqual([]);
});
