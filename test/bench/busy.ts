import { people } from '../sandbox/people.ts';
import type { BenchPage } from './stand.ts';

/** 40 switches over 20 contacts, and 400 messages. */
export function busy(chats: BenchPage): Promise<void> {
  return chats.run(
    async (keys) => {
      for (let turn = 0; turn < 40; turn++) {
        await window.sandbox.openByRow(keys[turn % keys.length]!);
        await window.sandbox.burst(10);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    people.slice(0, 20).map(({ key }) => key),
  );
}
