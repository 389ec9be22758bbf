import { spawn } from 'node:child_process';
import { at, figure, type Figure } from '../figure.ts';
import type { QuotaOutcome, QuotaScene } from './quota-stage.ts';

const SCENE: QuotaScene = { computers: 1, minutes: 60, chatEvery: 60_000, countsRefused: false, refuses: 'words', seed: 1 };
const REACH: Record<number, string> = { 1: '<= 0', 2: '<= 0.01', 4: '<= 0.01', 8: '<= 0.02' };

/**
 * Several computers of one company fill their directories through its ten calls in ten seconds while people look customers up: real client,
 * bucket, fill and lookup; simulated server and time. A lookup is refused where it ends without an answer; the wait of one that is answered
 * later is reported.
 */
export async function quota(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const computers of [1, 2, 4, 8]) {
    const halves = await run([1, 2].map((seed) => ({ ...SCENE, computers, minutes: SCENE.minutes / 2, seed })));
    const whole = halves.reduce((sum, half) => ({ ...sum, lookUps: sum.lookUps + half.lookUps, refused: sum.refused + half.refused }));
    const refused = halves.map(({ refused: lost, lookUps }) => lost / lookUps);
    const waits = halves.flatMap((half) => half.waits);
    const seconds = (quantile: number) => (at(waits, quantile) / 1000).toFixed(1);
    const said = `${whole.refused} of ${whole.lookUps}; a look-up takes ${seconds(0.5)} s, p95 ${seconds(0.95)} s, at most ${seconds(1)} s`;
    const used = halves.map((half) => half.used);
    const pages = halves.map(({ copied, refusals }) => `${copied.join(', ')} pages (${refusals} calls refused)`).join('; ');
    figures.push(
      figure(`quota.refused.${computers}`, 'share', REACH[computers]!, whole.refused / whole.lookUps, refused, said),
      figure(`quota.used.${computers}`, 'share', '>= 0.8', (used[0]! + used[1]!) / 2, used, pages),
    );
  }
  const [counted] = await run([{ ...SCENE, computers: 8, minutes: 30, countsRefused: true }]);
  const { refused, lookUps, used, waits } = counted!;
  const said = `where refused calls count as well: ${refused} of ${lookUps}, p95 ${(at(waits, 0.95) / 1000).toFixed(1)} s, ${used.toFixed(2)} used`;
  return [...figures, figure('quota.refused.8.counted', 'share', '<= 0.02', refused / lookUps, [refused / lookUps], said)];
}

/** In a separate process, because its time is simulated. */
async function run(scenes: QuotaScene[]): Promise<QuotaOutcome[]> {
  const hooks = new URL('../match/resolve.ts', import.meta.url).href;
  const stage = new URL('quota-run.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', hooks, stage, JSON.stringify(scenes)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const part of child.stdout) said += String(part);
  return said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as QuotaOutcome);
}
