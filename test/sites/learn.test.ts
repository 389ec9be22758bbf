// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { taughtSite } from '../../lib/sites/taught';
import { idsAt, learn, learnId, newLesson, readLesson, unlearn, entryAround } from '../../lib/sites/lesson';

const PAGE = `
  <div id="app">
    <ul class="list css-1a2b3c">
      ${['张伟', '李娜', '王芳'].map((name, at) => `<li class="entry ${at === 0 ? 'active' : ''}" data-id="u-00${at}"><b class="nick">${name}</b><i>hello</i></li>`).join('')}
    </ul>
    <main>
      <header class="bar is-open" data-user="u-000"><h2 class="sc-9f8e7d">张伟</h2></header>
      <div class="stream"><p class="line them">hello</p><p class="line me">hi</p></div>
    </main>
  </div>`;
const at = (selector: string) => document.querySelector(selector)!;

beforeEach(() => {
  document.body.innerHTML = PAGE;
});

function taught() {
  const lesson = newLesson();
  learnId(
    lesson,
    idsAt(at('h2')).find(({ attribute }) => attribute === 'data-user')!,
  );
  expect(learn(lesson, 'name', at('h2'))).toBe(true);
  expect(learn(lesson, 'row', entryAround(at('.entry .nick')))).toBe(true);
  expect(learn(lesson, 'message', entryAround(at('.them')))).toBe(true);
  return lesson;
}

describe('what is pointed at', () => {
  test('is found again by what lasts, from robust to specific, and never by a passing state or a made-up name', () => {
    const { parts } = taught();
    expect(parts.id[0]).toBe('[data-user]@data-user');
    expect(parts.name[0]).toBe('.bar h2');
    expect(parts.name.at(-1)).toBe('#app > main > header > h2');
    expect(parts.row?.[0]).toBe('.entry');
    expect(parts.rowName?.[0]).toBe('.nick');
    expect(parts.rowId).toEqual(['@data-id']);
    expect(parts.message?.[0]).toBe('.line');
    expect(JSON.stringify(parts)).not.toMatch(/active|is-open|css-1a2b3c|sc-9f8e7d|them|\.me/);
  });

  test('is read back from the page', () => {
    expect(readLesson(taught(), document)).toEqual({
      name: '张伟',
      id: 'u-000',
      rows: ['张伟', '李娜', '王芳'],
      badges: 'shown',
      messages: 2,
    });
  });

  test('carries badges in its rows where each has the id, in whatever attribute, and a position of its own', () => {
    const placed = (position: string) => document.querySelectorAll<HTMLElement>('.entry').forEach((row) => (row.style.position = position));
    placed('static');
    expect(readLesson(taught(), document).badges).toBe('no-place');
    placed('relative');
    expect(readLesson(taught(), document).badges).toBe('shown');
    for (const row of document.querySelectorAll<HTMLElement>('.entry')) {
      row.querySelector('i')!.setAttribute('data-chat', row.dataset['id']!);
      delete row.dataset['id'];
    }
    expect(readLesson(taught(), document).badges).toBe('shown');
    for (const part of document.querySelectorAll('.entry i')) part.removeAttribute('data-chat');
    expect(readLesson(taught(), document)).toMatchObject({ rows: ['张伟', '李娜', '王芳'], badges: 'no-id' });
    const nameless = taught();
    unlearn(nameless, 'id');
    expect(readLesson(nameless, document).badges).toBe('shown');
  });

  test('follows the page to another chat', () => {
    const lesson = taught();
    at('.bar').setAttribute('data-user', 'u-001');
    at('.bar h2').textContent = '李娜';
    expect(readLesson(lesson, document)).toMatchObject({ name: '李娜', id: 'u-001' });
  });

  test('holds nothing of whom the page showed', () => {
    expect(JSON.stringify(taught().parts)).not.toMatch(/张伟|李娜|王芳|u-00\d/);
  });

  test('can be taken back', () => {
    const lesson = taught();
    for (const step of ['id', 'row', 'message'] as const) unlearn(lesson, step);
    expect(Object.keys(lesson.parts).sort()).toEqual(['id', 'name']);
    expect(readLesson(lesson, document)).toEqual({ name: '张伟', id: null, rows: [], badges: null, messages: null });
  });

  test('without a text is no name; a row that does not show the name is no row', () => {
    const lesson = newLesson();
    at('h2').textContent = ' ';
    expect(learn(lesson, 'name', at('h2'))).toBe(false);
    expect(learn(lesson, 'row', at('.stream'))).toBe(false);
  });

  describe('may hold the id beside what passes', () => {
    /** A console whose bar and rows say whose chat it is in these attributes. */
    const show = (open: string, rows: string[], attribute = 'data-random', inRow = attribute) => {
      document.body.innerHTML = `<div id="app"><ul>${rows
        .map((_, place) => `<li class="entry"><b class="nick">${['张伟', '李娜', '王芳'][place]}</b><i>hello</i></li>`)
        .join('')}</ul><main><header class="bar"><h2 class="who">张伟</h2></header><p class="line">hello</p></main></div>`;
      at('.bar').setAttribute(attribute, open);
      for (const [place, row] of [...document.querySelectorAll<HTMLElement>('.entry')].entries()) {
        row.setAttribute(inRow, rows[place]!);
        row.style.position = 'relative';
      }
    };
    const teach = (choice = 0) => {
      const lesson = newLesson();
      learnId(lesson, idsAt(at('h2'))[choice]!);
      expect(learn(lesson, 'name', at('h2'))).toBe(true);
      expect(learn(lesson, 'row', entryAround(at('.entry .nick')))).toBe(true);
      return lesson;
    };
    const uid = (id: string, unread: number) => JSON.stringify({ unread, user: { uid: id, level: 3 } });

    test.each<[string, string, string[], string[]]>([
      ['data-random', '70001-0-unTimeout', ['70001-0-reply', '70002-1-all', '70003-0-all'], ['70001-2-all', '70001-12-unTimeout']],
      ['data-chat', '/im/70001#top', ['/im/70001', '/im/70002', '/im/70003#top'], ['/im/70001', '/im/70001?from=list']],
      ['href', '/desk?uid=70001&tab=2', ['/desk?uid=70001', '/desk?uid=70002', '/desk?uid=70003'], ['/desk?tab=1&uid=70001']],
      ['href', '#/chat/70001?state=1', ['#/chat/70001?state=0', '#/chat/70002?state=0', '#/chat/70003'], ['#/chat/70001?state=3']],
      ['href', '/app#uid=70001&tab=2', ['/app#uid=70001', '/app#uid=70002&tab=1', '/app#uid=70003'], ['/app?v=2#tab=1&uid=70001']],
      ['data-key', '70001#state=wait', ['70001#state=done', '70002#state=wait', '70003'], ['70001#state=done']],
      ['data-info', uid('70001', 2), [uid('70001', 0), uid('70002', 1), uid('70003', 0)], [uid('70001', 0), uid('70001', 99)]],
      ['data-key', 'conv_70001_unread', ['conv_70001_read', 'conv_70002_read', 'conv_70003_read'], ['conv_70001_read']],
    ])('%s = %s', (attribute, open, rows, later) => {
      show(open, rows, attribute);
      expect(idsAt(at('h2'))[0]).toMatchObject({ attribute, value: '70001', whole: open });
      const lesson = teach();
      for (const value of [open, ...later]) {
        at('.bar').setAttribute(attribute, value);
        expect(readLesson(lesson, document)).toMatchObject({ name: '张伟', id: '70001', badges: 'shown' });
      }
      const site = taughtSite({ id: 'desk', name: '', matches: [], read: lesson.parts });
      expect(site.rows(document.body).map(({ contact }) => contact.id)).toEqual(['70001', '70002', '70003']);
      expect(JSON.stringify(lesson.parts)).not.toMatch(/7000\d|张伟/);
    });

    test('and the whole, or another part, can be chosen instead', () => {
      show('70001-0-unTimeout', ['70001-0-unTimeout', '70002-1-all']);
      expect(idsAt(at('h2')).map(({ value }) => value)).toEqual(['70001', '70001-0-unTimeout']);
      expect(readLesson(teach(1), document).id).toBe('70001-0-unTimeout');
    });

    test('in the list alone: what both have is the id', () => {
      show('cid_70001', ['70001-0-all', '70002-1-all'], 'data-cid', 'data-random');
      const lesson = teach();
      expect(readLesson(lesson, document)).toMatchObject({ id: '70001', badges: 'shown' });
    });

    test('in the list beside other words', () => {
      show('jd_5f3a9', ['u_jd_5f3a9imcustomer', 'u_wang88imcustomer'], 'currentpin', 'data-key');
      const lesson = teach();
      expect(readLesson(lesson, document)).toMatchObject({ id: 'jd_5f3a9', badges: 'shown' });
      const site = taughtSite({ id: 'desk', name: '', matches: [], read: lesson.parts });
      expect(site.rows(document.body).map(({ contact }) => contact.id)).toEqual(['jd_5f3a9', 'wang88']);
    });

    test.each(['data-index', 'data-item-index', 'data-pos', 'data-testid', 'aria-posinset', 'title'])(
      'and never the place in a list: %s',
      (attribute) => {
        show('item-3001', ['item-3001', 'item-3002'], attribute);
        expect(idsAt(at('h2'))).toEqual([]);
      },
    );

    test.each(['wxid_1a2b3c4d', 'u_88120', '6f1c1d2e-0a1b-4c2d-8e3f-0123456789ab', 'jd_5f3a9', '70001'])('or alone: %s', (id) => {
      show(id, [id, 'other_1'], 'data-user');
      expect(idsAt(at('h2'))[0]).toMatchObject({ value: id });
      expect(readLesson(teach(), document).id).toBe(id);
    });
  });

  describe('never holds a person, wherever the page writes one', () => {
    const NAMES = ['王芳', 'Anna', 'O’Neil', 'Иван', 'anna_lee', '阿依娜·巴合提', 'wangfang'];
    const WAYS = ['data-name', 'data-role', 'data-testid', 'itemprop', 'id', 'class'];
    test.each(NAMES.flatMap((name) => WAYS.map((way) => [name, way] as const)))('%s in %s', (name, way) => {
      document.body.innerHTML = `
        <div id="app"><main ${way}="${name}"><header><img ${way}="${name}" alt="${name}"><h2 ${way}="${name}">${name}</h2></header></main>
        <ul><li class="entry" ${way === 'class' ? '' : `${way}="${name}"`}><b ${way}="${name}">${name}</b><i>hello</i></li><li class="entry"><b>李娜</b><i>hi</i></li></ul></div>`;
      const lesson = newLesson();
      expect(learn(lesson, 'name', at('h2'))).toBe(true);
      learn(lesson, 'row', entryAround(at('li b')));
      expect(JSON.stringify(lesson.parts)).not.toContain(name);
      expect(JSON.stringify(lesson.parts)).not.toContain(CSS.escape(name));
      expect(readLesson(lesson, document)).toMatchObject({ name });
    });
  });

  describe('never holds a person, however the page writes one', () => {
    const WRITINGS: [name: string, word: string][] = [
      ['王芳', 'wangfang'],
      ['王芳', 'WangFang'],
      ['王芳', 'kf-wang-fang'],
      ['單于朔', 'chanyu_shuo'],
      ['Anna Lee', 'anna-lee'],
      ['Anna Lee', 'user-annaLee'],
      ['Anna', 'chat-anna'],
      ['O’Neil', 'oneil'],
    ];
    const WAYS = ['data-name', 'data-role', 'itemprop', 'id', 'class'];
    test.each(WRITINGS.flatMap(([name, word]) => WAYS.map((way) => [name, word, way] as const)))('%s as %s in %s', (name, word, way) => {
      document.body.innerHTML = `<div id="app"><main ${way}="${word}"><header><h2 ${way}="${word}">${name}</h2></header></main><p>hi</p></div>`;
      const lesson = newLesson();
      expect(learn(lesson, 'name', at('h2'))).toBe(true);
      expect(JSON.stringify(lesson.parts)).not.toContain(word);
      expect(readLesson(lesson, document)).toMatchObject({ name });
    });
  });

  test('keeps the marks that builders set', () => {
    document.body.innerHTML = '<div><h2 data-name="contact-title">王芳</h2><h2>李娜</h2></div>';
    const lesson = newLesson();
    learn(lesson, 'name', at('h2'));
    expect(lesson.parts.name[0]).toBe('[data-name="contact-title"]');
  });
});
