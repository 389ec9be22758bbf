import { expect, test } from 'vitest';
import { simulateQuota, type QuotaScene } from '../../bench/faults/quota-stage';

/** Simulated minutes take their time on a busy machine. */
const TIMEOUT = 120_000;

const SCENE: QuotaScene = { computers: 2, minutes: 4, chatEvery: 20_000, countsRefused: false, refuses: 'words', seed: 7 };

test.each<[string, Partial<QuotaScene>]>([
  ['a CRM that refuses in words', {}],
  ['a CRM that refuses by its status and counts what it refuses', { refuses: 'status', countsRefused: true }],
])(
  'two computers of one company fill their copies, and nobody’s look-up is refused by %s',
  async (_, more) => {
    const { lookUps, refused, copied, used, waits } = await simulateQuota({ ...SCENE, ...more });
    expect(lookUps).toBeGreaterThan(10);
    expect(refused).toBe(0);
    expect(Math.max(...waits)).toBeLessThan(45_000);
    expect(used).toBeGreaterThan(0.4);
    expect(Math.min(...copied) / Math.max(...copied)).toBeGreaterThan(0.3);
  },
  TIMEOUT,
);

test(
  'one computer alone is refused nothing, and uses most of what there is',
  async () => {
    const { refusals, used, waits } = await simulateQuota({ ...SCENE, computers: 1 });
    expect(refusals).toBe(0);
    expect(used).toBeGreaterThan(0.65);
    expect(Math.max(...waits)).toBeLessThan(5_000);
  },
  TIMEOUT,
);
