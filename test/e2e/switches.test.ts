import { afterAll, beforeAll, expect, it } from 'vitest';
import { switchAtRandom } from '../support/random-switches.ts';
import { KILLING } from '../support/worker-killer.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
});

afterAll(() => stage?.close());

it(
  'never shows a customer under a contact who is not theirs, however fast the chats change and however late the CRM answers',
  async () => {
    // Where the worker is stopped at every message, it takes longer until anybody is found: then fewer chats are open for longer.
    const { paints, wrong, contacts } = await switchAtRandom(stage, KILLING ? 150 : 500, KILLING ? 2_000 : 120);
    expect(wrong).toEqual([]);
    expect(stage.crms['wechat-console'].requests.length).toBeGreaterThan(contacts);
    expect(new Set(paints.map(({ company }) => company)).size).toBeGreaterThan(20);
  },
  // Two minutes on a quiet machine. How long it takes is nothing that this test is about.
  900_000,
);
