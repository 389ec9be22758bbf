import fc from 'fast-check';
import { going } from '../../contract/connect.ts';
import { blindConsole, changes, keyOf, lensesOfMost, lensesOfRows, NINE, records } from '../../support/blind-console.ts';
import { figure, type Figure } from '../figure.ts';

const ANSWERS = 10_000;
const lenses = fc.oneof({ weight: 1, arbitrary: lensesOfRows }, { weight: 3, arbitrary: lensesOfMost });

/**
 * Changes customers in a console that leaves values out, masks, cuts or retypes them: counts the values that changed unintentionally. Uses the
 * real connection and a console that writes whatever it is sent.
 */
export async function blanked(): Promise<Figure[]> {
  const scenes = fc.sample(fc.record({ start: records, lenses, asked: fc.array(changes, { minLength: 1, maxLength: 3 }) }), {
    numRuns: ANSWERS,
    seed: 5,
  });
  const halves = [0, 0];
  const count = { unread: 0, refused: 0, written: 0, full: 0 };
  for (const [at, { start, lenses, asked }] of scenes.entries()) {
    const desk = blindConsole(start, lenses);
    // A customer who cannot be read is not shown, so it cannot be changed.
    const known = await desk.connection.search({}, null, going()).then(
      ({ items }) => items[0] ?? null,
      () => null,
    );
    if (!known) {
      count.unread++;
      continue;
    }
    const done = await desk.connection.apply(asked, known, going()).then(
      () => true,
      () => false,
    );
    count.refused += done ? 0 : 1;
    count.written += desk.calls.length > 0 ? 1 : 0;
    count.full += desk.calls.includes('updateCustomer') ? 1 : 0;
    const wanted = asked.map(keyOf);
    halves[at % 2]! += NINE.filter((key) => !wanted.includes(key) && desk.kept[key] !== start[key as keyof typeof start]).length;
  }
  const said = `${ANSWERS} answers: ${count.written} led to a write, ${count.full} to a full update, ${count.refused} were refused, ${count.unread} could not be read`;
  return [figure('blanked', 'values', '0', halves[0]! + halves[1]!, halves, said)];
}
