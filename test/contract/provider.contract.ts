import { describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/model/customer';
import { applyChange, beforeOf, type Change } from '../../lib/model/edit';
import type { Connection } from '../../lib/providers/provider';
import { personByKey, shownName } from '../sandbox/people.ts';
import { abilitiesContract } from './abilities.contract';
import { going } from './connect';
import { problemOf } from './problem';
import { serverContract } from './server.contract';
import type { Ability, Subject } from './subject';
import { unclaimedContract } from './unclaimed.contract';
import { faultsOf } from './whole';

/** What every provider promises, whatever it is connected to. `subject` is asked for anew in every test. */
export function providerContract(abilities: readonly Ability[], subject: () => Subject): void {
  const has = (ability: Ability): boolean => abilities.includes(ability);
  describe('finding people', () => {
    test('nobody, for somebody whom the CRM does not know', async () => {
      expect(
        await subject()
          .connect()
          .find({ name: '路人甲', phones: ['18999999999'] }, going()),
      ).toEqual({ customers: [], complete: true });
    });

    test('nobody, for a chat without a name', async () => {
      expect((await subject().connect().find({ name: ' ', phones: [] }, going())).customers).toEqual([]);
    });

    test.each(['zhang-wei', 'lily', 'quotes', 'rtl'])('one, for %s, as the CRM has them', async (key) => {
      const found = (await subject().connect().find(hintsOf(key), going())).customers;
      expect(faultsOf(found)).toEqual([]);
      expect(found.map(partsOf)).toEqual(await rowOf(subject(), key));
    });

    test('somebody whose name in the chat has more around it', async () => {
      const { connect, rows } = subject();
      const [row] = await rows('decorated');
      const found = (await connect().find(hintsOf('decorated'), going())).customers;
      expect(found.map(({ id }) => id)).toContain(row!.id);
    });

    test('one by phone, whatever the chat calls them', async () => {
      const found = await subject()
        .connect()
        .find({ name: '谁', phones: ['13600004444'] }, going());
      expect(found.customers.map(partsOf)).toEqual(await rowOf(subject(), 'lily'));
    });

    test('all of those who share a name', async () => {
      const found = (await subject().connect().find({ name: '王芳', phones: [] }, going())).customers;
      expect(faultsOf(found)).toEqual([]);
      expect(new Set(found.map(({ phones }) => phones[0]?.number))).toEqual(new Set(['13700003333', '13900002222']));
    });

    test('a search goes on page by page to the end, with nobody twice', async () => {
      const { connect, counts = true } = subject();
      const pages = await Array.fromAsync(pagesOf(connect(), ''));
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect(faultsOf(pages.flatMap(({ items }) => items))).toEqual([]);
      expect(ids.length).toBeGreaterThan(1);
      expect(new Set(ids).size).toBe(ids.length);
      expect(pages.map(({ total }) => total)).toEqual(pages.map(() => (counts ? ids.length : null)));
    });
  });

  describe('one customer', () => {
    test('is the same when asked for again', async () => {
      const connection = subject().connect();
      const [found] = (await connection.find(hintsOf('chen-yu'), going())).customers;
      expect(await connection.get(found!, going())).toEqual(found);
    });

    test('that is gone is not found', async () => {
      const connection = subject().connect();
      const [found] = (await connection.find(hintsOf('chen-yu'), going())).customers;
      expect(await problemOf(connection.get({ ...found!, id: '404', handle: {} }, going()))).toEqual({ kind: 'not-found' });
    });
  });

  describe('edits', () => {
    test('there is one to try for each kind that the connection says it can do', () => {
      const { changes, connect } = subject();
      expect(changes.length > 0).toBe(has('edits'));
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(connect().can.changes));
    });

    test.skipIf(!has('edits'))('applied twice have the effect of once, and what they do not name stays', async () => {
      const { changes, connect, rows } = subject();
      const connection = connect();
      const [before] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
      let known = before!;
      for (const change of changes) {
        const once = await connection.apply(change, known, going());
        const inCrm = await rows('zhang-wei');
        expect(await connection.apply(change, known, going())).toEqual(once);
        expect(await rows('zhang-wei')).toEqual(inCrm);
        expect(faultsOf([once])).toEqual([]);
        known = once;
      }
      expect({ ...known, updatedAt: null }).toEqual({ ...expected(before!, changes), updatedAt: null });
    });

    test.skipIf(!has('edits'))('several at once have the effect of one after the other', async () => {
      const { changes, connect, rows } = subject();
      const connection = connect();
      const [before] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
      const together = await connection.apply(changes, before!, going());
      const inCrm = await rows('zhang-wei');
      for (const change of changes) await connection.apply(change, together, going());
      expect(await rows('zhang-wei')).toEqual(inCrm);
      expect({ ...together, updatedAt: null }).toEqual({ ...expected(before!, changes), updatedAt: null });
    });

    test.skipIf(!has('edits'))('of what nobody has seen are written over nothing that is there, and where there is nothing', async () => {
      const { changes, connect, rows } = subject();
      const connection = connect();
      const [known] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
      for (const change of changes.filter((one) => !('tag' in one))) {
        await connection.apply(change, known!, going());
        const inCrm = await rows('zhang-wei');
        const other = otherThan(change);
        expect(await problemOf(connection.apply(other, known!, going(), [{ kind: 'unseen' }]))).toMatchObject({ kind: 'conflict' });
        expect(await rows('zhang-wei')).toEqual(inCrm);
        // What is so already is no conflict, whoever made it so.
        await connection.apply(change, known!, going(), [{ kind: 'unseen' }]);
        if (change.kind !== 'remark') continue;
        await connection.apply({ kind: 'remark', text: '' }, known!, going(), [change]);
        const written = await connection.apply(other, known!, going(), [{ kind: 'unseen' }]);
        expect(beforeOf(written, other)).toEqual(other);
      }
    });

    test.skipIf(!has('edits'))('that are based on something which is not so any more are a conflict, and nothing is written', async () => {
      const { changes, connect, rows } = subject();
      const connection = connect();
      const [before] = (await connection.find(hintsOf('zhang-wei'), going())).customers;
      const inCrm = await rows('zhang-wei');
      const change = changes.find(({ kind }) => kind === 'remark' || kind === 'field')!;
      const base = otherThan(change);
      expect(await problemOf(connection.apply(change, before!, going(), [base]))).toMatchObject({ kind: 'conflict' });
      expect(await rows('zhang-wei')).toEqual(inCrm);
      const written = await connection.apply(change, before!, going(), [base, beforeOf(before!, change)!]);
      expect(beforeOf(written, change)).toEqual(change);
    });

    test('text that means something elsewhere is read as it stands', async () => {
      const [known] = (await subject().connect().find(hintsOf('quotes'), going())).customers;
      expect(known!.name).toBe(`O'Brien "Bob" <b>&amp;`);
    });

    test.skipIf(!has('edits'))('text that means something elsewhere arrives as it was typed', async () => {
      const { connect, rows } = subject();
      const connection = connect();
      const [known] = (await connection.find(hintsOf('quotes'), going())).customers;
      const text = `</textarea><img src=x onerror=alert(1)> & = + %41 "',;\\ 🌸\n\u202eمحمد`;
      expect((await connection.apply({ kind: 'remark', text }, known!, going())).remark).toBe(text);
      expect(await rows('quotes')).toMatchObject([{ remark: text }]);
    });

    unclaimedContract(subject);

    test('of a field that the connection does not have are refused', async () => {
      const connection = subject().connect();
      const [known] = (await connection.find(hintsOf('chen-yu'), going())).customers;
      const change = { kind: 'field', field: 'nothing', value: 'a' } as const;
      expect(await problemOf(connection.apply(change, known!, going()))).toMatchObject({ kind: 'not-supported' });
    });
  });

  test('a call that is aborted ends with the reason of its signal', async () => {
    const reason = new Error('the person went on');
    const signal = AbortSignal.abort(reason);
    const connection = subject().connect();
    const calls = [connection.find(hintsOf('lily'), signal), connection.search('李', null, signal), connection.tags(signal)];
    expect(await Promise.allSettled(calls)).toEqual(calls.map(() => ({ status: 'rejected', reason })));
  });

  abilitiesContract(subject, has);
  describe.skipIf(!has('server'))('a server', () => {
    serverContract(subject);
  });
}

/** A base of which nobody has ever heard. */
function otherThan(change: Change): Change {
  switch (change.kind) {
    case 'field':
      return { ...change, value: Array.isArray(change.value) ? ['zz'] : 'zz' };
    case 'details':
      return { ...change, details: { name: '谁也没写过' } };
    case 'remark':
    case 'personal-name':
      return { ...change, text: '谁也没写过' };
    case 'add-tag':
    case 'remove-tag':
      return change;
  }
}

/** What a chat with this person of the sandbox shows. */
export function hintsOf(key: string): { name: string; phones: string[] } {
  return { name: shownName(personByKey(key)), phones: [] };
}

/** The parts of a customer that the sandbox's own row has too. */
function partsOf({ id, name, phones, tags }: Customer) {
  return { id, name, phones: phones.map(({ number }) => number), tags: tags.map((tag) => tag.name) };
}

async function rowOf({ rows }: Subject, person: string) {
  return (await rows(person)).map(({ id, name, phones, tags }) => ({ id, name, phones, tags }));
}

/** The customer as it should be after all the changes. */
function expected(customer: Customer, changes: Change[]): Customer {
  return changes.reduce(applyChange, customer);
}

async function* pagesOf(connection: Connection, query: string) {
  for (let page: string | null | undefined; page !== null;) {
    const part = await connection.search(query, page ?? null, going());
    yield part;
    page = part.next;
  }
}
