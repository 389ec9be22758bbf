import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contactKey } from '../../../lib/model/contact';
import type { CustomerRef } from '../../../lib/model/customer';
import { applyChange, beforeOf, isStuck, type Base, type Change } from '../../../lib/model/edit';
import { editsIn } from '../../../lib/wire/item-keys';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, networkBack, restartWorker, show, state, until, world } from '../worker';

const crm = withCrms('wechat-console');
const desk = () => crm('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
const note = () => desk().rows('zhang-wei')[0]!.note ?? '';
const tags = () => desk().rows('zhang-wei')[0]!.tags;

async function customer(): Promise<CustomerRef> {
  await show(zhangWei);
  return (await state())[`answer:${contactKey(zhangWei)}`]!.findings[0]!.candidates[0]!.ref;
}

/** What a panel shows of the remark or of a tag: as the CRM has it, with what is on its way. */
async function shown(ref: CustomerRef, change: Change): Promise<Base> {
  const now = await state();
  const { customer: known } = now[`customer:wechat-console/${ref.id}`]!;
  const waiting = editsIn(now)
    .filter((edit) => !isStuck(edit))
    .sort((a, b) => a.madeAt - b.madeAt);
  return beforeOf(
    waiting.reduce((one, edit) => applyChange(one, edit.change), known),
    change,
  )!;
}

const settled = () => until((now) => editsIn(now).every(isStuck));

/** What happens, in this order: a panel looks, writes over what it saw last, the network goes or comes back, the worker is stopped. */
type Step = { does: 'look' | 'write'; panel: 0 | 1 } | { does: 'offline' | 'online' | 'restart' };

const panel = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: panel.map((one) => ({ does: 'look' as const, panel: one })) },
  { weight: 6, arbitrary: panel.map((one) => ({ does: 'write' as const, panel: one })) },
  { weight: 2, arbitrary: fc.constantFrom({ does: 'offline' as const }, { does: 'online' as const }) },
  { weight: 1, arbitrary: fc.constant({ does: 'restart' as const }) },
);

test('of two panels that write one remark at once no text goes that the author of the next has not seen', async () => {
  const ref = await customer();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const written: { text: string; over: string }[] = [];
      const looked = () => shown(ref, { kind: 'remark', text: '' }).then((base) => (base as { text: string }).text);
      const sees = [await looked(), await looked()] as [string, string];
      for (const one of steps) {
        if (one.does === 'look') sees[one.panel] = await looked();
        if (one.does === 'write') {
          const [text, over] = [`第 ${++count} 次`, sees[one.panel]];
          written.push({ text, over });
          await ask('submit', { edit: `e${count}`, ref, change: { kind: 'remark', text }, base: { kind: 'remark', text: over } });
          sees[one.panel] = text;
        }
        if (one.does === 'offline') world.online = false;
        if (one.does === 'online') {
          world.online = true;
          networkBack();
        }
        if (one.does === 'restart') {
          restartWorker();
          await ask('hello', null);
        }
      }
      world.online = true;
      networkBack();
      await settled();
      const left = editsIn(await state());
      const inSight = new Set([note(), ...left.flatMap(({ change }) => ('text' in change ? [change.text] : []))]);
      /** In sight, or replaced by somebody who saw it: what they wrote is in sight, and so on. */
      const isKept = (text: string): boolean => inSight.has(text) || written.some((next) => next.over === text && isKept(next.text));
      expect(written.filter(({ text }) => !isKept(text))).toEqual([]);
      for (const { id } of left) await ask('discard', { edit: id });
      await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    }),
    { numRuns: 12, seed: 7 },
  );
});

test('of two panels that tag one customer at once each tag ends as the last of those who saw it wanted', async () => {
  const ref = await customer();
  const tag = (name: string) => ({ id: name, name, group: null, color: null });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('add-tag' as const, 'remove-tag' as const), fc.constantFrom('甲', '乙')), {
        minLength: 2,
        maxLength: 6,
      }),
      async (wanted) => {
        const before = new Set(tags());
        await Promise.all(
          wanted.map(async ([kind, name], at) => {
            const change: Change = { kind, tag: tag(name) };
            await ask('submit', { edit: `${crypto.randomUUID()}${at}`, ref, change, base: await shown(ref, change) });
          }),
        );
        await settled();
        expect(editsIn(await state())).toEqual([]);
        for (const name of ['甲', '乙']) {
          const last = wanted.findLast(([, one]) => one === name);
          const both = new Set(wanted.filter(([, one]) => one === name).map(([kind]) => kind)).size > 1;
          const expected = last ? last[0] === 'add-tag' : before.has(name);
          expect(both || tags().includes(name) === expected).toBe(true);
        }
      },
    ),
    { numRuns: 8, seed: 3 },
  );
});

test('two panels that write a follow-up each at once have both written, once', async () => {
  const ref = await customer();
  const followUp = (text: string) => ({ text, at: new Date().toISOString(), kind: null, remindAt: null, stage: null });
  const submit = (text: string, edit: string) =>
    ask('submit', { edit, ref, change: { kind: 'follow-up', followUp: followUp(text) }, base: null });
  await Promise.all([submit('左边写的', 'form-l a1'), submit('右边写的', 'form-r a1')]);
  await settled();
  const texts = (await ask('followUps', { ref, page: null })).items.map(({ text }) => text);
  expect(texts.filter((text) => text.endsWith('边写的')).toSorted()).toEqual(['右边写的', '左边写的'].toSorted());
});
