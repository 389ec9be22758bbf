import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../lib/service/database';
import { personByKey, shownName } from '../sandbox/people.ts';
import { withCrms } from './connected';
import { ask, contactOf, restartWorker, show, state, until } from './worker';

const crms = withCrms('wechat-console');
const crm = () => crms('wechat-console');
const lily = contactOf(shownName(personByKey('lily')));
const other = contactOf(shownName(personByKey('chen-yu')));
const finding = async () => (await state())[`answer:wechat-web\n${lily.id}\n${lily.name}`]!.findings[0]!;

async function linked() {
  await show(lily);
  const [candidate] = (await finding()).candidates;
  await ask('choose', { contact: lily, refs: [candidate!.ref] });
  return candidate!.ref;
}

describe('a linked customer whom the CRM does not have any more', () => {
  test('is told as gone, also in another chat and back, and by the next worker, and can be unlinked', async () => {
    const ref = await linked();
    crm().remove('lily');
    await ask('lookUpAgain', { contact: lily, connection: 'wechat-console' });
    const shown = async () => [(await finding()).problem, (await state())[`customer:wechat-console/${ref.id}`]?.freshness];
    expect(await shown()).toEqual([{ kind: 'not-found' }, 'gone']);
    await show(other);
    await show(lily);
    expect(await shown()).toEqual([{ kind: 'not-found' }, 'gone']);
    restartWorker();
    await show(lily);
    expect(await shown()).toEqual([{ kind: 'not-found' }, 'gone']);
    await ask('unlink', { contact: lily, connection: 'wechat-console' });
    await until((now) => now[`answer:wechat-web\n${lily.id}\n${lily.name}`]?.findings[0]?.decision === 'none');
    expect((await finding()).problem).toBeNull();
  });
});

describe('what could not be renewed', () => {
  test('is never shown as fresh, and is asked for again although it is new', async () => {
    await show(lily);
    const { ref } = (await finding()).candidates[0]!;
    crm().fault({ kind: 'status', status: 503 });
    await ask('lookUpAgain', { contact: lily, connection: 'wechat-console' });
    expect([(await finding()).problem?.kind, (await state())[`customer:wechat-console/${ref.id}`]?.freshness]).toEqual([
      'server-error',
      'offline',
    ]);
    // Another card is renewed, or the chat is opened again.
    await show(other);
    await show(lily);
    expect([(await finding()).problem?.kind, (await state())[`customer:wechat-console/${ref.id}`]?.freshness]).toEqual([
      'server-error',
      'offline',
    ]);
    crm().fault(null);
    await show(other);
    await show(lily);
    await until((now) => now[`customer:wechat-console/${ref.id}`]?.freshness === 'fresh');
    expect((await finding()).problem).toBeNull();
    expect(await (await openDatabase()).get('customers', [ref.connection, ref.id])).not.toHaveProperty('goneAt');
  });
});
