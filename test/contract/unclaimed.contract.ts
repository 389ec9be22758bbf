import { expect, test } from 'vitest';
import type { Change } from '../../lib/model/edit';
import { claimed } from '../../lib/providers/claimed';
import { personByKey, shownName } from '../sandbox/people.ts';
import { going } from './connect';
import { problemOf } from './problem';
import type { Subject } from './subject';

const hints = { name: shownName(personByKey('zhang-wei')), phones: [] };

/** Of which no adapter has ever heard: a connection of before this kind was made. */
const UNHEARD = { kind: 'unheard', text: 'a' } as unknown as Change;
const OTHERS: Change[] = [{ kind: 'remark', text: '谁也没写过' }, { kind: 'personal-name', text: '谁也没写过' }, UNHEARD];

/** What no connection does that does not claim it, alone and among what it claims. */
export function unclaimedContract(subject: () => Subject): void {
  test('of a kind that the connection does not claim are refused, and nothing is written', async () => {
    const { connect, rows, changes } = subject();
    const whole = connect();
    const [known] = (await whole.find(hints, going())).customers;
    const before = await rows('zhang-wei');
    for (const change of [...changes, ...OTHERS]) {
      const { can } = whole;
      const others = changes.filter(({ kind }) => kind !== change.kind);
      // One that claims the kind is tried as if it did not.
      const less = claimed({ ...whole, can: { ...can, changes: can.changes.filter((kind) => kind !== change.kind) } });
      for (const connection of can.changes.includes(change.kind) ? [less] : [whole, less]) {
        const refused = { kind: 'not-supported', ability: change.kind };
        expect(await problemOf(connection.apply(change, known!, going()))).toEqual(refused);
        expect(await problemOf(connection.apply([...others, change], known!, going()))).toEqual(refused);
      }
    }
    expect(await rows('zhang-wei')).toEqual(before);
  });

  test('of a tag that does not exist, where it cannot make one, are refused, and nothing is written', async () => {
    const { connect, rows } = subject();
    const whole = connect();
    const [known] = (await whole.find(hints, going())).customers;
    const before = await rows('zhang-wei');
    const refused = { kind: 'not-supported', ability: whole.can.changes.includes('add-tag') ? 'new-tag' : 'add-tag' };
    const change: Change = { kind: 'add-tag', tag: { id: '', name: '谁也没有的标签', group: null, color: null } };
    const less = claimed({ ...whole, can: { ...whole.can, newTags: false } });
    for (const connection of whole.can.newTags ? [less] : [whole, less])
      expect(await problemOf(connection.apply(change, known!, going()))).toEqual(refused);
    expect(await rows('zhang-wei')).toEqual(before);
  });

  test('of a part of the details that the connection does not claim are refused', async () => {
    const connection = subject().connect();
    const { details = ['name', 'company', 'phones'], changes } = connection.can;
    const [known] = (await connection.find(hints, going())).customers;
    for (const [part, value] of Object.entries({ name: '谁', company: '谁', phones: ['13811112222'] })) {
      if (changes.includes('details') && (details as string[]).includes(part)) continue;
      const refused = await problemOf(connection.apply({ kind: 'details', details: { [part]: value } }, known!, going()));
      expect(refused).toEqual({ kind: 'not-supported', ability: changes.includes('details') ? part : 'details' });
    }
  });
}
