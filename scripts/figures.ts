// Counts how the code is built: npm run figures. test/architecture.test.ts holds the bounds of those that have one.
import { RECIPES, askedBy, isNew, touchedBy } from '../test/support/recipes.ts';
import { FILES, PRODUCT, WINGS, WORKER, floorsOfWorker, textOf, wingBreaches, wingOf } from '../test/support/source-tree.ts';

const wings = WINGS.map(([wing]) => wing);
const linesOf = (files: string[]) => files.reduce((sum, file) => sum + textOf(file).split('\n').length - 1, 0);
const longest = FILES.map((file) => ({ file, lines: linesOf([file]) })).toSorted((a, b) => b.lines - a.lines);

const figures: [string, number | string][] = [
  ['files directly in lib/service', WORKER.filter((file) => !wings.includes(wingOf(file))).length],
  ['floors of its import graph', floorsOfWorker(PRODUCT)],
  ['imports between wings that point up', wingBreaches(PRODUCT).length],
  ['product files', FILES.length],
  ['product lines', linesOf(FILES)],
  ...['lib', 'components', 'entrypoints', 'locales'].map((folder): [string, number] => [
    `  of them in ${folder}`,
    linesOf(FILES.filter((file) => file.startsWith(`${folder}/`))),
  ]),
  ['longest file', `${longest[0]!.lines} (${longest[0]!.file})`],
  ...[...RECIPES.keys()].map((recipe): [string, string] => {
    const files = touchedBy(recipe);
    return [`files for "${recipe}"`, `${files.length}: ${files.filter(isNew).length} new, ${askedBy(recipe).length} named by the compiler`];
  }),
];

for (const [name, value] of figures) console.log(`${name.padEnd(44)} ${value}`);
