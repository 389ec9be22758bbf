import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CARDS } from '../../../lib/wire/cards';
import type { CallName } from '../../../lib/wire/protocol';
import { exampleOf } from '../../support/schemas';
import { PRODUCT } from '../../support/source-tree';
import { ask, restartWorker, withWorker } from '../worker';

withWorker();

type Source = (typeof PRODUCT.sources)[number];
const forbidden = 'managed';

/** The policy of a browser that starts with it. */
async function policy(document: object): Promise<void> {
  await fakeBrowser.storage.managed.clear();
  await fakeBrowser.storage.managed.set(document as never);
  restartWorker();
}

describe('whatever takes anything out of the browser', () => {
  const CALLS = Object.keys(CARDS) as CallName[];
  const takingOut = CALLS.filter((call) => CARDS[call].takesOut);

  test('says so on its card: files, backups, and customers of a book that go to a CRM', () => {
    expect(takingOut.toSorted()).toEqual([
      ...['backUpNow', 'backupPart', 'carryOver', 'exportBook', 'exportLinks', 'exportSearch', 'exportSettings', 'noteBackup'],
      'setBackupPlace',
    ]);
    // A call with such a name that stays inside has to be named here, with why.
    const inside = ['backups', 'remindOfBackup', 'leaveBackupPlace', 'takeUpBackup'];
    const named = CALLS.filter((call) => /export|back_?up|carry|file|save.*as|download|send|share|print|copy/i.test(call));
    expect(named.filter((call) => !takingOut.includes(call) && !inside.includes(call))).toEqual([]);
  });

  test('is made by pages out of such calls alone: a page that hands out a file of customers, links or settings asks for it', () => {
    const loads = (source: Source, path: string) => PRODUCT.importsOf(source).some((one) => one.path === path);
    const giving = PRODUCT.sources.filter((source) => loads(source, 'lib/panel/download.ts'));
    expect(giving.length).toBeGreaterThan(3);
    const asked = (source: Source) =>
      [source, ...PRODUCT.sources.filter(({ path }) => dirname(path) === dirname(source.path) && loads(source, path))].flatMap(({ path }) =>
        [...PRODUCT.textOf(path).matchAll(/call\('(\w+)'/g)].map(([, call]) => call as CallName),
      );
    expect(giving.filter((source) => !asked(source).some((call) => takingOut.includes(call))).map(({ path }) => path)).toEqual([]);
  });

  test.each(takingOut)('is refused where a policy forbids it, before anything is done: %s', async (call) => {
    const question = exampleOf(CARDS[call].ask()) as never;
    await policy({ allow: { export: false } });
    await expect(ask(call, question)).rejects.toThrow(forbidden);
    await policy({});
    const after = await ask(call, question).then(
      () => 'done',
      (thrown: Error) => thrown.message,
    );
    expect(after).not.toBe(forbidden);
  });

  test('and only that: every other rule is asked for by a call of its own', async () => {
    await policy({ allow: { export: false } });
    const others = CALLS.filter(
      (call) => !takingOut.includes(call) && CARDS[call].by === 'own-page' && !['wipe', 'setPassphrase', 'lock'].includes(call),
    );
    for (const call of others) {
      const refused = await ask(call, exampleOf(CARDS[call].ask()) as never).then(
        () => false,
        (thrown: Error) => thrown.message === forbidden,
      );
      expect(refused, call).toBe(false);
    }
  });
});
