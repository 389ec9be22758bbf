import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RECIPES, isNew, touchedBy } from './support/recipes';
import { textOf } from './support/source-tree';

const isThere = (path: string) => existsSync(join(import.meta.dirname, '..', path));
/** Of a new file the first folders are there. */
const ground = (file: string) => file.replace(/\/[^/]*<.*/, '');
/** A name as it stands in the code: `actions.ask` is `ask` there. */
const inCode = (name: string) => name.split('.').at(-1)!;

describe.each([...RECIPES])('the recipe "%s"', (title, rows) => {
  it('names files that are there, and folders for those that are not', () => {
    const named = rows.flatMap(({ files, seen }) => [...files, ...seen]);
    expect(named.filter((file) => !isThere(ground(file)))).toEqual([]);
    expect(touchedBy(title)).not.toEqual([]);
  });

  it('speaks of what these files hold', () => {
    const missing = rows.flatMap(({ files, names, seen }) => {
      const texts = [...files, ...seen].filter((file) => !isNew(file) && isThere(file)).map(textOf);
      return texts.length === 0 ? [] : names.filter((name) => !texts.some((text) => text.includes(inCode(name)) || text.includes(name)));
    });
    expect(missing).toEqual([]);
  });
});

describe('who follows a recipe', () => {
  it.each([
    ['Adding a CRM', 3],
    ['A kind of edit', 8],
    ['A panel section', 12],
    ['For the session', 3],
    ['On the disk', 5],
    ['A chat page', 5],
  ])('%s touches at most %i files of the product and its documents', (recipe, most) => {
    expect(touchedBy(recipe).length).toBeLessThanOrEqual(most);
  });
});
