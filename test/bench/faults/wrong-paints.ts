import { switchAtRandom } from '../../support/random-switches.ts';
import { setStage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';

const SWITCHES = 10_000;
/** Chats change up to so many ms after one another. */
const PAUSE = 25;

/** How often a customer was painted under a contact who is not theirs. */
export async function wrongPaints(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const { paints, wrong, longest, contacts } = await switchAtRandom(stage, SWITCHES, PAUSE);
    const whys = wrong.slice(0, 5).map(({ why }) => why);
    const said = `${SWITCHES} switches between ${contacts} contacts at 0 to 800 ms latency: ${paints.length} paints, none longer than ${longest} ms after another chat was opened; ${whys.join(', ') || 'none wrong'}`;
    return [figure('wrongPaints', 'paints', '0', wrong.length, [wrong.length], said)];
  } finally {
    await stage.close();
  }
}
