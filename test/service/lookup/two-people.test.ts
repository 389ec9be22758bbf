import { beforeEach, describe, expect, test } from 'vitest';
import type { Contact } from '../../../lib/model/contact';
import type { Customer } from '../../../lib/model/customer';
import { badgesFor } from '../../../lib/service/pages/badges';
import { chipsFor } from '../../../lib/service/pages/chips';
import { link, refuse } from '../../../lib/service/lookup/decisions';
import type { Desk } from '../../../lib/service/desk';
import { lookUp, lookUpAnew } from '../../../lib/service/lookup/lookup';
import { contact, deskWith, newBrowser, person, preferring, scriptedCrm } from '../scripted';

beforeEach(async () => {
  newBrowser();
  await preferring({ mostCustomers: 0 });
});

const phone = (number: string) => [{ label: null, number, hidden: number.includes('*') }];

/** Each connection's customers, in the order of the connections. */
function deskOf(crms: Record<string, Customer[]>): Promise<Desk> {
  const scripted = Object.entries(crms).map(([id, customers]) => [id, scriptedCrm(customers.map((one) => ({ ...one, connection: id })))]);
  return deskWith(Object.fromEntries(scripted), { database: crypto.randomUUID() });
}

/** What each connection says of the contact: the decision, who is put forward, and what speaks against them. */
async function said(desk: Desk, who: Contact): Promise<string[]> {
  const { findings } = await lookUpAnew(desk, who);
  return findings.map(({ decision, candidates, against }) =>
    [decision, candidates[0]?.ref.id ?? '', against ? `against ${against.connection ?? 'the chat'} by ${against.why}` : '']
      .join(' ')
      .trim(),
  );
}

const ref = (connection: string, id: string) => ({ connection, id });
const wang = contact('王芳');
const two = {
  tanma: [person('1', '王芳', { phones: phone('13600003333') }), person('2', '王芳', { phones: phone('13700004444') })],
  lixiao: [person('1', '王芳', { phones: phone('13600003333') }), person('2', '王芳', { phones: phone('13700004444') })],
};

test('two customers with different numbers, each linked by hand, are told as two people in the second card', async () => {
  const desk = await deskOf(two);
  await lookUp(desk, wang);
  await link(desk.database, wang, [ref('tanma', '1')]);
  await link(desk.database, wang, [ref('lixiao', '2')]);
  expect(await said(desk, wang)).toEqual(['sure 1', 'sure 2 against tanma by number']);
});

describe('the person says', () => {
  test('that these are two people: the second is never put beside the first again', async () => {
    const desk = await deskOf(two);
    await link(desk.database, wang, [ref('tanma', '1')]);
    await link(desk.database, wang, [ref('lixiao', '2')]);
    await refuse(desk.database, wang, [ref('lixiao', '2')]);
    expect(await said(desk, wang)).toEqual(['sure 1', 'sure 1']);
  });

  test('that it is the same person: it is not asked again, in a third connection neither', async () => {
    const crms = { ...two, console: [person('9', '王芳', { phones: phone('13800005555') })] };
    const desk = await deskOf(crms);
    await link(desk.database, wang, [ref('tanma', '1')]);
    await link(desk.database, wang, [ref('lixiao', '2')]);
    await link(desk.database, wang, [ref('tanma', '1'), ref('lixiao', '2')], true);
    expect((await said(desk, wang)).slice(0, 2)).toEqual(['sure 1', 'sure 2']);
    await link(desk.database, wang, [ref('console', '9')]);
    expect((await said(desk, wang))[2]).toBe('sure 9 against tanma by number');
    await link(desk.database, wang, [ref('tanma', '1'), ref('console', '9')], true);
    expect(await said(desk, wang)).toEqual(['sure 1', 'sure 2', 'sure 9']);
  });

  test('and links another customer later: what was agreed about the one before does not hold for them', async () => {
    const desk = await deskOf(two);
    await link(desk.database, wang, [ref('tanma', '1'), ref('lixiao', '1')], true);
    await link(desk.database, wang, [ref('lixiao', '2')]);
    expect(await said(desk, wang)).toEqual(['sure 1', 'sure 2 against tanma by number']);
  });
});

test('a rare name that two people bear makes neither certain, on the strip, in the chips and in the list', async () => {
  const who = contact('欧阳溪桐');
  const desk = await deskOf({
    tanma: [person('1', '欧阳溪桐', { phones: phone('13600003333') })],
    lixiao: [person('2', '欧阳溪桐', { phones: phone('13700004444') })],
  });
  expect(await said(desk, who)).toEqual(['likely 1', 'likely 2 against tanma by number']);
  const answer = await lookUp(desk, who);
  expect((await chipsFor(desk, who, answer)).chips).toMatchObject({ kind: 'found', sure: false });
  expect(await badgesFor(desk, [who])).toEqual([{ sure: false, label: null }]);
  await refuse(desk.database, who, [ref('lixiao', '2')]);
  expect((await said(desk, who))[0]).toBe('sure 1');
  expect(await badgesFor(desk, [who])).toEqual([{ sure: true, label: null }]);
});

test.each([
  ['the same number', '13600003333'],
  ['a number that the CRM withholds and that may be the same', '136****3333'],
])('a rare name with %s is one person', async (_, number) => {
  const who = contact('欧阳溪桐');
  const desk = await deskOf({
    tanma: [person('1', '欧阳溪桐', { phones: phone('13600003333') })],
    lixiao: [person('2', '欧阳溪桐', { phones: phone(number) })],
  });
  expect(await said(desk, who)).toEqual(['sure 1', 'sure 2']);
});

test('the number that a chat shows speaks against a link to somebody with another, until the person keeps the link', async () => {
  const who = contact('13800001111');
  const desk = await deskOf({
    tanma: [person('1', '13800001111', { phones: phone('13800001111') })],
    lixiao: [person('4', '王芳', { phones: phone('13700004444') })],
  });
  await link(desk.database, who, [ref('lixiao', '4')]);
  expect(await said(desk, who)).toEqual(['sure 1', 'sure 4 against the chat by number']);
  await link(desk.database, who, [ref('lixiao', '4')], true);
  // The person's word is kept; that the card of the number shows somebody else is said there.
  expect(await said(desk, who)).toEqual(['sure 1 against lixiao by number', 'sure 4']);
});

test('two who share a number and bear different names are not one person by it', async () => {
  const desk = await deskOf({
    tanma: [person('1', '张伟', { phones: phone('13600003333') })],
    lixiao: [person('7', '张伟', { phones: [] }), person('8', '张伟', { phones: phone('13600003333') })],
  });
  const who = contact('张伟');
  await link(desk.database, who, [ref('tanma', '1')]);
  expect(await said(desk, who)).toEqual(['sure 1', 'sure 8']);
});
