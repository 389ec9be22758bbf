import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Region } from '../../lib/model/region';
import { contradictsNumber, twoPeople } from '../../lib/model/two-people';
import { person } from '../service/scripted';

const numbered = (name: string, ...numbers: string[]) =>
  person('1', name, { phones: numbers.map((number) => ({ label: null, number, hidden: number.includes('*') })) });

test.each([
  [['13600002222'], ['13700003333'], 'number'],
  [['13600002222', '13700003333'], ['+86 137-0000-3333'], null],
  [['13600002222'], [], null],
  [['13600002222'], ['0755-88880000'], null],
  [['13600002222'], ['136****2222'], null],
  [['13600002222'], ['136****3333'], 'number'],
  [['136****2222'], ['137****2222'], 'number'],
  [['136****2222'], ['136****2222'], null],
  [['13600002222'], ['+86 137****3333'], 'number'],
  [['13600002222'], ['****'], null],
  [['13600002222'], ['********3333'], null],
])('the numbers %j and %j of one name speak of two people: %s', (one, other, why) => {
  expect(twoPeople(numbered('王芳', ...one), numbered('王芳', ...other), null)).toBe(why);
  expect(twoPeople(numbered('王芳', ...other), numbered('王芳', ...one), null)).toBe(why);
});

test.each([
  ['张伟', '王芳', true],
  ['王芳', '王丽', true],
  ['李建国', '王建军', true],
  ['欧阳娜', '司马懿', true],
  // Names of several parts, in letters or with dots between.
  ['Jessica Liu', 'Maria Santos', true],
  ['Łukasz Nowak', 'Hans Müller', true],
  ['Nguyễn Văn An', 'Siti Nurhaliza', true],
  ['阿依古丽·买买提', '买合木提江•吐尔逊', true],
  // A part of both, another order, first letters, another writing of the surname, one word alone, a company.
  ['Jessica Liu', 'Jess LIU', false],
  ['Khan, Jason', 'Jason Khan', false],
  ['J. Khan', 'Maria Santos', false],
  ['Łukasz Nowak', 'Nowak Lukasz', false],
  ['Amy Wong', 'Wang Xiaomei', false],
  ['Chan Tai Man', 'Chen Dawen', false],
  ['Jessica', 'Maria Santos', false],
  ['Maersk Trading', 'Maria Santos', false],
  ['Maria Santos VIP', 'maria santos', false],
  ['Jessica Liu', '刘洁', false],
  ["Maria's friend", 'Jessica Liu', false],
  ['Mr Santos', 'Jessica Liu', false],
  ['Sales Manager', 'Jessica Liu', false],
  ['阿依古丽·买买提', '阿依古丽', false],
  ['阿依古丽·买买提', '买买提.阿依古丽', false],
  ['约翰·史密斯', 'John Smith', false],
  // A slip, a part, another writing, a title, a company, letters, a relative: no other person's full name.
  ['王小明', '王晓明', false],
  ['王小芳', '王芳', false],
  ['张玮', '张伟', false],
  ['章伟', '张伟', false],
  ['張偉', '张伟', false],
  ['王总', '李娜', false],
  ['老王', '李娜', false],
  ['启明医药', '李娜', false],
  ['Lily', '李娜', false],
  ['王伟老婆', '李娜', false],
  ['客户', '李娜', false],
  ['', '李娜', false],
])('%s and %s exclude each other: %s', (one, other, differ) => {
  expect(twoPeople(numbered(one), numbered(other), null)).toBe(differ ? 'name' : null);
  expect(twoPeople(numbered(other), numbered(one), null)).toBe(differ ? 'name' : null);
});

test('who is remarked or nicknamed by the other name is no other person', () => {
  expect(twoPeople({ ...numbered('张伟'), remark: '王芳的先生' }, numbered('王芳'), null)).toBeNull();
  expect(twoPeople({ ...numbered('张伟'), nickname: '王芳' }, numbered('王芳'), null)).toBeNull();
});

test.each<[string, string, Region | null, string | null]>([
  ['0912345678', '0987-654-321', 'TW', 'number'],
  ['0912345678', '+886 912 345 678', 'TW', null],
  ['9123 4567', '+852 61234567', 'HK', 'number'],
  ['9123 4567', '+852 91234567', 'HK', null],
  ['0912345678', '0987-654-321', null, null],
])('%s and %s, at home in %s, speak of two people: %s', (one, other, home, why) => {
  expect(twoPeople(numbered('王芳', one), numbered('王芳', other), home)).toBe(why);
});

test('nobody is another person than themselves, and it does not matter who comes first', () => {
  const names = fc.constantFrom('王芳', '王小芳', '欧阳娜', 'Lily', '王总', '张伟 13600002222', '🙂', '');
  const numbers = fc.array(fc.constantFrom('13600002222', '136****2222', '0755-88880000', '+852 6123 4567', '无', '1'), { maxLength: 3 });
  const anybody = fc.tuple(names, numbers).map(([name, all]) => numbered(name, ...all));
  fc.assert(
    fc.property(anybody, anybody, (one, other) => {
      expect(twoPeople(one, one, 'TW')).toBeNull();
      expect(twoPeople(one, other, 'TW')).toBe(twoPeople(other, one, 'TW'));
    }),
  );
});

test.each([
  ['张伟 13800001111', ['13800001111'], false],
  ['张伟 13800001111', ['13700003333'], true],
  ['张伟 13800001111', ['138****1111'], false],
  ['张伟 13800001111', ['137****1111'], true],
  ['张伟 13800001111', [], false],
  ['张伟', ['13700003333'], false],
  ['张伟 0755-88880000', ['13700003333'], false],
  // It is his wife who is shown, and her number; behind his own name it says nothing of him.
  ['王伟老婆 13912345678', ['13700003333'], true],
  ['王伟 老婆13912345678', ['13700003333'], false],
])('the chat %s speaks against the numbers %j: %s', (shown, numbers, speaks) => {
  expect(contradictsNumber(shown, numbered('张伟', ...numbers), null)).toBe(speaks);
});
