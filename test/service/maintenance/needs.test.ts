import { expect, test } from 'vitest';
import { CARDS } from '../../../lib/wire/cards';
import type { CallName } from '../../../lib/wire/protocol';
import { exampleOf } from '../../support/schemas';
import { ask, withWorker } from '../worker';

withWorker();

/** Calls that end the lock, or everything. */
const ENDING: CallName[] = ['unlock', 'wipe', 'setPassphrase'];

test('while Kebian is locked a call is refused as that if its card needs the records, and is answered by what is there otherwise', async () => {
  await ask('setPassphrase', { passphrase: 'a passphrase', lockAfter: 0 });
  await ask('lock', null);
  const calls = (Object.keys(CARDS) as CallName[]).filter((call) => CARDS[call].by === 'own-page' && !ENDING.includes(call));
  const answered: [CallName, string][] = [];
  for (const call of calls) {
    const kind = await ask(call, exampleOf(CARDS[call].ask()) as never).then(
      () => 'answered',
      (thrown: Error) => thrown.message,
    );
    answered.push([call, kind]);
  }
  const needing = (call: CallName) => CARDS[call].needs !== 'nothing';
  expect(answered.filter(([call, kind]) => needing(call) && kind !== 'locked')).toEqual([]);
  expect(answered.filter(([call, kind]) => !needing(call) && kind !== 'answered')).toEqual([]);
});
