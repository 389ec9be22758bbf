// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { showReading, type PickerReading } from '../../components/picker/reading';
import { pickerTexts } from '../../locales/picker';

const READ: PickerReading = { name: '张伟', id: 'u-1', rows: ['张伟', '李娜'], badges: 'shown', messages: 2 };

describe.each(Object.entries(pickerTexts))('what the picker has read, in %s', (_, texts) => {
  const shown = (change: Partial<PickerReading>) => {
    const box = document.createElement('div');
    showReading(box, { ...READ, ...change }, texts);
    return [...box.querySelectorAll('.warn')].map(({ textContent }) => textContent);
  };

  test('comes without a word where nothing is missing', () => {
    expect(shown({})).toEqual([]);
    expect(shown({ rows: [], badges: null })).toEqual([]);
  });

  test('says that rows without the id, or without a place, get no badge', () => {
    expect(shown({ badges: 'no-id' })).toEqual([texts.noBadges['no-id']]);
    expect(shown({ badges: 'no-place' })).toEqual([texts.noBadges['no-place']]);
    expect(shown({ id: null, badges: 'no-place' })).toEqual([texts.noId, texts.noBadges['no-place']]);
  });
});

test('what the picker has read is not drawn anew while it stays the same', () => {
  const box = document.createElement('div');
  const show = (reading: PickerReading) => showReading(box, reading, pickerTexts.en);
  show({ ...READ, badges: 'no-id' });
  const [first] = box.children;
  show({ ...READ, badges: 'no-id' });
  expect(box.firstElementChild).toBe(first);
  show(READ);
  expect(box.querySelector('.warn')).toBeNull();
});
