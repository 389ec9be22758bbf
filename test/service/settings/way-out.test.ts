import { beforeEach, describe, expect, test } from 'vitest';
import { contactKey, type Contact } from '../../../lib/model/contact';
import { refKey, type CustomerRef } from '../../../lib/model/customer';
import { badgesFor } from '../../../lib/service/pages/badges';
import { chipsFor } from '../../../lib/service/pages/chips';
import { createDecisionHandlers } from '../../../lib/service/lookup/decisions';
import type { Desk } from '../../../lib/service/desk';
import { lookUp, lookUpAnew } from '../../../lib/service/lookup/lookup';
import { noteShown } from '../../../lib/service/contacts/shown-names';
import type { Finding } from '../../../lib/wire/items';
import { readState } from '../../../lib/service/session/items';
import { contact, crowd, CRM, deskOn, deskWith, newBrowser, person, preferring, scriptedCrm, type ScriptedCrm } from '../scripted';

beforeEach(newBrowser);

const RARE = '欧阳溪桐';

async function found(desk: Desk, who: Contact, place = 0): Promise<Finding> {
  await noteShown(who);
  return (await lookUp(desk, who)).findings[place]!;
}

async function shown(desk: Desk, who: Contact, place = 0): Promise<string> {
  const { decision, candidates } = await found(desk, who, place);
  return [decision, ...candidates.map(({ ref }) => ref.id)].join(' ');
}

function decisions(desk: Desk) {
  const caller = { kind: 'own-page' as const };
  const asked = async (decision: Promise<void>, who: Contact) => {
    await decision;
    await lookUpAnew(desk, who);
    return null;
  };
  const handlers = createDecisionHandlers(desk, asked);
  return {
    choose: (who: Contact, ...refs: CustomerRef[]) => handlers.choose({ contact: who, refs }, caller as never),
    refuse: (who: Contact, ...refs: CustomerRef[]) => handlers.refuse({ contact: who, refs }, caller as never),
    unlink: (who: Contact, connection = CRM) => handlers.unlink({ contact: who, connection }, caller as never),
    takeBack: (who: Contact) => handlers.takeBack({ contact: who }, caller as never),
  };
}

const ref = (id: string, connection = CRM) => ({ connection, id });

/** A CRM that cannot list its customers: whom its answer names is all that is known. */
async function deskWithoutCopies(crms: Record<string, ScriptedCrm>): Promise<Desk> {
  await preferring({ mostCustomers: 0 });
  return deskWith(crms, { database: crypto.randomUUID() });
}

describe('a wrong match', () => {
  test.each([false, true])('that was beyond doubt (linked: %s) is given up, remembered, and can be taken back', async (linked) => {
    const desk = await deskWithoutCopies({ [CRM]: scriptedCrm([person('9', RARE)]) });
    const who = contact(RARE);
    if (linked) await decisions(desk).choose(who, ref('9'));
    expect(await shown(desk, who)).toBe('sure 9');
    await decisions(desk).refuse(who, ref('9'));
    expect(await shown(desk, who)).toBe('none');
    expect((await readState(['decided'])).decided).toMatchObject({ contact: contactKey(who), what: 'refused', count: 1 });
    await decisions(desk).takeBack(who);
    expect(await found(desk, who)).toMatchObject({ decision: 'sure', candidates: [{ ref: ref('9') }] });
    expect((await found(desk, who)).candidates[0]!.reasons.includes('linked')).toBe(linked);
  });

  test('among several: none of these is remembered and can be taken back', async () => {
    const desk = await deskWithoutCopies({ [CRM]: scriptedCrm(['7', '8', '9'].map((id) => person(id, RARE))) });
    const who = contact(RARE);
    expect(await shown(desk, who)).toMatch(/^several/);
    await decisions(desk).refuse(who, ...['7', '8', '9'].map((id) => ref(id)));
    expect(await found(desk, who)).toMatchObject({ decision: 'none', refused: true });
    await decisions(desk).takeBack(who);
    expect(await shown(desk, who)).toMatch(/^several/);
  });

  test.each([true, false])('that was refused leaves nobody else of that name beyond doubt (whole copy: %s)', async (copy) => {
    await preferring({ mostCustomers: copy ? 10_000 : 0 });
    const desk = await deskOn(scriptedCrm([...crowd(200), person('8', RARE), person('9', RARE)]), { database: crypto.randomUUID() });
    const who = contact(RARE);
    await found(desk, who);
    await decisions(desk).refuse(who, ref('9'));
    expect(await shown(desk, who)).not.toMatch(/^sure/);
    expect(await shown(desk, who)).not.toMatch(/ 9$/);
  });
});

test('a choice and the end of a link can be taken back, and only the last decision', async () => {
  const desk = await deskWithoutCopies({ [CRM]: scriptedCrm([person('8', '王芳'), person('9', '王芳')]) });
  const [one, other] = [contact('王芳', '@a', '1'), contact('王芳', '@b', '2')];
  const { choose, unlink, takeBack } = decisions(desk);
  await choose(one, ref('8'));
  await takeBack(one);
  expect(await shown(desk, one)).toMatch(/^several/);
  await choose(one, ref('8'));
  await unlink(one);
  await takeBack(one);
  expect(await shown(desk, one)).toBe('sure 8');
  await choose(other, ref('9'));
  await takeBack(one);
  expect(await shown(desk, one)).toBe('sure 8');
});

describe('a customer who is linked to a contact with another picture', () => {
  test.each(['王芳', '芳芳 启明'])('is not beyond doubt for one who is called %s', async (name) => {
    const crm = scriptedCrm([...crowd(200), person('9', RARE, { nickname: name })]);
    const desk = await deskOn(crm, { database: crypto.randomUUID() });
    await decisions(desk).choose(contact(name, '@a', '1'), ref('9'));
    const another = await found(desk, contact(RARE, '@b', '2'));
    expect(another).toMatchObject({ decision: 'likely', candidates: [{ ref: ref('9') }] });
    expect(another.candidates[0]!.reasons).toContain('linked-elsewhere');
    await decisions(desk).unlink(contact(name, '@a', '1'));
    expect(await shown(desk, contact(RARE, '@c', '3'))).toBe('sure 9');
  });

  test('comes after whoever is linked to nobody', async () => {
    const newest = { updatedAt: '2026-01-04T00:00:00.000Z' };
    const desk = await deskWithoutCopies({ [CRM]: scriptedCrm([person('9', '王芳', newest), person('8', '王芳')]) });
    expect(await shown(desk, contact('王芳', '@b', '2'))).toBe('several 9 8');
    await decisions(desk).choose(contact('王芳', '@a', '1'), ref('9'));
    expect(await shown(desk, contact('王芳', '@c', '2'))).toBe('several 8 9');
  });
});

describe('while the connection that leads is undecided', () => {
  const two = () => scriptedCrm(['8', '9'].map((id) => person(id, RARE, { connection: 'first' })));
  const one = (id: string) =>
    scriptedCrm([person('1', RARE, { connection: id, tags: [{ id: 'x', name: 'VIP', group: null, color: null }] })]);

  test('chips and badges are, too, and nobody of another connection is shown as the customer', async () => {
    const desk = await deskWithoutCopies({ first: two(), second: one('second') });
    const who = contact(RARE);
    const answer = await lookUp(desk, who);
    expect(answer.findings.map(({ decision }) => decision)).toEqual(['several', 'sure']);
    expect((await chipsFor(desk, who, answer)).chips).toEqual({ kind: 'several', count: 2 });
    expect(await badgesFor(desk, [who])).toEqual([null]);
  });

  test('a badge behind a connection that was never asked is not beyond doubt', async () => {
    const [first, second] = [scriptedCrm([]), one('second')];
    const desk = await deskWithoutCopies({ first, second });
    first.problem = { kind: 'unreachable', origin: 'https://crm.example.com' };
    await lookUp(desk, contact(RARE));
    expect(await badgesFor(desk, [contact(RARE)])).toEqual([{ sure: false, label: 'VIP' }]);
    first.problem = null;
    await lookUp(desk, contact(RARE));
    expect(await badgesFor(desk, [contact(RARE)])).toEqual([{ sure: true, label: 'VIP' }]);
  });
});

test('an answer that may leave somebody out makes nobody sure by a name, now and when it is read again', async () => {
  const crm = scriptedCrm([person('9', RARE)]);
  crm.complete = false;
  const desk = await deskWithoutCopies({ [CRM]: crm });
  for (let round = 0; round < 2; round++) expect(await shown(desk, contact(RARE))).not.toMatch(/^sure/);
  expect(Object.keys(await readState())).toContain(`customer:${refKey(ref('9'))}`);
});
