import { pinyin } from 'pinyin-pro';
import pairs from 'opencc-js/dict/TSCharacters';
import { describe, expect, it, vi } from 'vitest';
import { fold, keyOf, tokenize } from '../../lib/model/folding/fold';
import { nameReadings, pinyinOf, readingsOf, soundsAlike, syllable } from '../../lib/model/folding/pinyin';
import { busyMs } from '../support/text-readers';

describe('folding', () => {
  it('writes width, case, script and invisible signs in one way', () => {
    expect(fold('  Ａ－陳\u200b秀傑\ufe0f ')).toBe('a-陈秀杰');
  });

  it('changes nothing the second time', () => {
    for (const text of ['AAA 顧曉蘭🌻', '１２３', '鬱 乾隆']) expect(fold(fold(text))).toBe(fold(text));
  });

  it('keys a name by its letters, and a name of pictures by its pictures', () => {
    expect(keyOf(tokenize(fold('🌻沈·溪 桐!')))).toBe('沈溪桐');
    expect(keyOf(tokenize(fold('🌻🍊')))).toBe('🌻🍊');
  });
});

it.each(['ﷺ', '㍿', '红', '長', '重', '🌻', '\u200b', 'a '])('a text of 20,000 %s is folded and read within 20 ms', (sign) => {
  const text = sign.repeat(20_000);
  nameReadings(fold('重慶'.repeat(300)));
  nameReadings('重庆');
  const ms = busyMs(() => {
    fold(text);
    nameReadings(text);
  }, 20);
  expect(ms).toBeLessThan(20);
});

describe('readings', () => {
  it('know characters that are read otherwise as a surname', () => {
    expect(pinyinOf('曾单')).toBe('zengdan');
    expect(pinyinOf('解晓')).toBe('xiexiao');
    expect(pinyinOf('a晓')).toBeNull();
  });

  it('are those of the character as it is written, also where it is compared as another one', () => {
    const lost = [...new Set(pairs.replace(/[| ]/g, ''))].filter((char) => syllable(char) && !syllable(fold(char)));
    expect(lost).toEqual([]);
    expect(readingsOf(fold('乾'))).toEqual(['gan', 'qian']);
    expect([nameReadings(fold('李乾')), pinyinOf(fold('劉璯'))]).toEqual([['ligan', 'liqian'], 'liuhui']);
  });

  it('lose one syllable alone to a character that no table can read', () => {
    expect(pinyinOf('王\u{2a6a5}芳')).toBe('wang*fang');
    expect(nameReadings('单\u{2a6a5}')).toEqual(['shan*', 'dan*', 'chan*']);
    expect(pinyinOf('王\u{2a6a5}\u{2a6a5}')).toBeNull();
    expect(nameReadings('\u{2a6a5}')).toEqual([]);
  });

  it('agree with pinyin-pro on the characters that people are named with', () => {
    for (const char of '王李张刘陈杨赵黄周吴溪桐芳静丽强磊军洋勇艳杰娟涛明超霞平喆堃玥') {
      expect(syllable(char)).toBe(pinyin(char, { toneType: 'none' }));
    }
  });

  it('take what the south does not tell apart for alike', () => {
    expect(soundsAlike('静', '婧')).toBe(true);
    expect(soundsAlike('金', '京')).toBe(true);
    expect(soundsAlike('兰', '南')).toBe(true);
    expect(soundsAlike('王', '李')).toBe(false);
  });
});

it('the first characters of a worker’s life are read as all later ones', async () => {
  const chars = [...new Set(`${pairs}髙呉𠮷徳頴棊`.replace(/[| ]/g, ''))];
  vi.resetModules();
  const late = await import('../../lib/model/folding/script');
  for (const char of chars) late.simplify(char);
  for (let from = 0; from < chars.length; from += 250) {
    vi.resetModules();
    const early = await import('../../lib/model/folding/script');
    for (const char of chars.slice(from, from + 250)) {
      expect([char, early.simplify(char)]).toEqual([char, late.simplify(char)]);
    }
  }
});

it('plain text is split as any other', () => {
  const plain = ['王芳 abc-12', 'A总 13800001111', '~^`|$ 张三,李四', '', 'x\n3y'];
  // A picture makes the text one that is not plain.
  for (const text of plain) expect(tokenize(text)).toEqual(tokenize(`${text} ☀`).slice(0, -1));
});
