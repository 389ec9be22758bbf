import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found[1] ?? found[0]);

describe('the English and the Chinese README', () => {
  it('lead to each other in their first line', () => {
    expect(english.split('\n')[0]).toContain('(README.zh-CN.md)');
    expect(chinese.split('\n')[0]).toContain('(README.md)');
  });

  it('have the same sections', () => {
    expect(all(chinese, /^#+ /gm)).toEqual(all(english, /^#+ /gm));
  });

  it('have the same commands', () => {
    expect(all(chinese, /^```sh\n([^`]+)```/gm)).toEqual(all(english, /^```sh\n([^`]+)```/gm));
    expect(all(chinese, /`(npm [^`]+)`/g)).toEqual(all(english, /`(npm [^`]+)`/g));
  });

  it('have the same tables, row by row', () => {
    const rows = (text: string) => text.split('\n').map((line) => line.startsWith('|') && line.split('|').length);
    const tables = (text: string) => rows(text).filter((cells) => cells !== false);
    expect(tables(chinese)).toEqual(tables(english));
  });

  it('lead to the same pages, all of which are there', () => {
    const pages = (text: string) =>
      all(text, /\]\(([^)#]+)/g)
        .filter((page) => !page.startsWith('README'))
        .toSorted();
    expect(pages(chinese)).toEqual(pages(english));
    for (const page of pages(english)) expect(read(page).length, page).toBeGreaterThan(0);
  });

  it('say the same in the numbered lines', () => {
    expect(all(chinese, /^\d\. /gm)).toEqual(all(english, /^\d\. /gm));
  });
});

describe('what the README tells to press', () => {
  it('is called so in the product', () => {
    const [en, zh] = ['en', 'zh_CN'].map((language) =>
      ['', 'rest/', 'options/', 'work/'].map((part) => read(`locales/${part}${language}.ts`)).join(''),
    );
    for (const label of ['Customer panel', 'Chat pages', 'Teach a page', 'Lock with a passphrase', 'Diagnostics']) {
      expect(english).toContain(label);
      expect(en).toContain(label);
    }
    for (const label of ['客户面板', '聊天网页', '用口令锁定', '诊断', '不是这位客户', '撤销']) {
      expect(chinese).toContain(label);
      expect(zh).toContain(label);
    }
  });
});
