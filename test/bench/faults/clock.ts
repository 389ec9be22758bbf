import { figure, type Figure } from '../figure.ts';
import { unitRun } from './unit-run.ts';

/** Moments for each jump, of some two thousand. */
const MOMENTS = 100;

/** What `test/service/jumps.test.ts` writes down after each run; `moments` are all awaits in which a jump can be told from one in another. */
interface Outcome {
  runs: number;
  moments: number;
  faults: string[];
}

/**
 * Edits that are stuck, done twice or lost, customers who are kept too long, calls that are not made and reminders that are not shown once,
 * after the clock has jumped by -1 day, -1 h and +1 day in the middle of an hour's work: the real worker, the sandbox's lixiao, a time that is
 * simulated. Takes about a quarter of an hour.
 */
export async function clock(): Promise<Figure[]> {
  const { runs, moments, faults } = await unitRun<Outcome>('test/service/jumps.test.ts', 'JUMPS', MOMENTS);
  const halves = [0, 1].map((half) => faults.filter((_, at) => at % 2 === half).length);
  const said = `${runs} jumps in ${MOMENTS} of ${moments} awaits; ${faults.slice(0, 3).join('; ') || 'none'}`;
  return [figure('clock', 'faults', '0', runs === 3 * MOMENTS ? faults.length : Number.NaN, halves, said)];
}
