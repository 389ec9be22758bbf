import { figure, type Figure } from '../figure.ts';
import { unitRun } from './unit-run.ts';

/** The number of moments for each jump, of some two thousand. */
const MOMENTS = 100;

/** What `test/service/jumps.test.ts` records after each run; `moments` are all awaits between which jumps can be distinguished. */
interface Outcome {
  runs: number;
  moments: number;
  faults: string[];
}

/**
 * Counts edits that are stuck, repeated or lost, customers that are stored too long, calls that are not made and reminders that are not shown
 * exactly once, after the clock has jumped by -1 day, -1 h and +1 day during an hour's work: the real worker, the sandbox's lixiao, simulated
 * time. Takes about a quarter of an hour.
 */
export async function clock(): Promise<Figure[]> {
  const { runs, moments, faults } = await unitRun<Outcome>('test/service/jumps.test.ts', 'JUMPS', MOMENTS);
  const halves = [0, 1].map((half) => faults.filter((_, at) => at % 2 === half).length);
  const said = `${runs} jumps in ${MOMENTS} of ${moments} awaits; ${faults.slice(0, 3).join('; ') || 'none'}`;
  return [figure('clock', 'faults', '0', runs === 3 * MOMENTS ? faults.length : Number.NaN, halves, said)];
}
