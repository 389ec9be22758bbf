import { beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../../lib/model/contact';
import type { Desk } from '../../../lib/service/desk';
import { fillDirectories } from '../../../lib/service/sync/fill';
import { directoryOf } from '../../../lib/service/sync/open-directories';
import { link, refuse, unlink } from '../../../lib/service/lookup/decisions';
import { lookUp } from '../../../lib/service/lookup/lookup';
import { forgetShown, noteShown } from '../../../lib/service/contacts/shown-names';
import { readState } from '../../../lib/service/session/items';
import { contact, crowd, CRM, deskOn, newBrowser, person, scriptedCrm } from '../scripted';

const HOUR = 60 * 60_000;

let files = 0;
let database = '';
let clock = { now: 0 };

beforeEach(() => {
  newBrowser();
  database = `lookup-${files++}`;
  clock = { now: Date.UTC(2026, 0, 5) };
});

/** What the panel shows in the end, as `decision id ...`. */
async function shown(desk: Desk, who: Contact): Promise<string> {
  await noteShown(who);
  const [finding] = (await lookUp(desk, who)).findings;
  return [finding!.decision, ...finding!.candidates.map(({ ref }) => ref.id)].join(' ');
}

describe('with a whole copy', () => {
  it('a contact whom it knows freshly is shown without a question', async () => {
    const crm = scriptedCrm([...crowd(200), person('9', '欧阳溪桐')]);
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    crm.asked = [];
    expect(await shown(desk, contact('欧阳溪桐'))).toBe('sure 9');
    expect(crm.asked).toEqual([]);
  });

  it('an older one is shown at once, the CRM is asked for that customer alone, and what it says counts', async () => {
    const crm = scriptedCrm([...crowd(200), person('9', '欧阳溪桐')]);
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    clock.now += HOUR;
    crm.asked = [];
    crm.customers[200] = person('9', '欧阳溪桐', { company: '搬家了有限公司' });
    expect(await shown(desk, contact('欧阳溪桐'))).toBe('sure 9');
    expect(crm.asked).toEqual(['get 9']);
    const known = (await readState())[`customer:${CRM}/9`];
    expect(known).toMatchObject({ freshness: 'fresh', customer: { company: '搬家了有限公司' } });
  });

  it('a customer who is gone from the CRM is told as gone once the name was asked for, and nobody else is taken for them', async () => {
    const crm = scriptedCrm([...crowd(200), person('9', '欧阳溪桐')]);
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    clock.now += HOUR;
    crm.customers.pop();
    crm.asked = [];
    expect((await lookUp(desk, contact('欧阳溪桐'))).findings).toMatchObject([{ decision: 'sure', problem: { kind: 'not-found' } }]);
    expect(crm.asked).toEqual(['get 9', 'find 欧阳溪桐']);
    expect((await readState())['customer:crm/9']).toMatchObject({ freshness: 'gone' });
    expect(await shown(await deskOn(crm, { database, clock }), contact('欧阳溪桐', '@b'))).toBe('none');
  });

  it('two of a name are a choice, and nobody else is asked for them again within minutes', async () => {
    const crm = scriptedCrm([...crowd(200), person('8', '欧阳溪桐'), person('9', '欧阳溪桐')]);
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    expect(await shown(desk, contact('欧阳溪桐'))).toMatch(/^several (8 9|9 8)$/);
    crm.asked = [];
    await shown(desk, contact('欧阳溪桐', '@b'));
    expect(crm.asked).toEqual([]);
  });

  it('somebody who came into the CRM since is found by asking for the name', async () => {
    const crm = scriptedCrm(crowd(200));
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    crm.customers.push(person('new', '欧阳溪桐'));
    expect(await shown(desk, contact('欧阳溪桐'))).toBe('sure new');
    expect(crm.asked.at(-1)).toBe('find 欧阳溪桐');
  });

  it('and a CRM that is down, the last that is known is shown as that', async () => {
    const crm = scriptedCrm([...crowd(200), person('9', '欧阳溪桐')]);
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    clock.now += HOUR;
    crm.problem = { kind: 'unreachable', origin: 'https://crm.example' };
    expect(await shown(desk, contact('欧阳溪桐'))).toBe('sure 9');
    expect((await readState())[`customer:${CRM}/9`]?.freshness).toBe('offline');
  });

  it('my customers come before those of colleagues who are shown alike, as a question', async () => {
    const mine = { id: 'me', name: '李磊' };
    const crm = scriptedCrm([
      ...crowd(200),
      person('8', '欧阳溪桐', { owner: { id: 'other', name: '王敏' } }),
      person('9', '欧阳溪桐', { owner: mine }),
    ]);
    crm.me = mine;
    const desk = await deskOn(crm, { database, clock });
    await fillDirectories(desk);
    expect(await shown(desk, contact('欧阳溪桐'))).toBe('likely 9 8');
  });
});

describe('while the copy is being filled', () => {
  it('nobody is shown without a question to the person, and the CRM is asked for the name', async () => {
    const crm = scriptedCrm([person('9', '欧阳溪桐'), ...crowd(200)]);
    crm.partsUntilDeath = 1;
    const desk = await deskOn(crm, { database, clock });
    void fillDirectories(desk);
    await expect.poll(async () => (await directoryOf(desk, CRM))?.people.size, { timeout: 20_000 }).toBe(50);
    expect(crm.asked.length).toBe(2);
    crm.problem = { kind: 'server-error', status: 500 };
    expect(await shown(desk, contact('欧阳溪桐'))).toBe('likely 9');
    crm.problem = null;
    expect(await shown(desk, contact('欧阳溪桐', '@b'))).toBe('sure 9');
    expect(crm.asked.at(-1)).toBe('find 欧阳溪桐');
  });
});

describe('a link', () => {
  const two = () => scriptedCrm([...crowd(200), person('8', '欧阳溪桐'), person('9', '欧阳溪桐')]);

  it('holds after a new login, by name and picture', async () => {
    const desk = await deskOn(two(), { database, clock });
    await fillDirectories(desk);
    await link(desk.database, contact('欧阳溪桐'), [{ connection: CRM, id: '9' }]);
    await forgetShown('wechat-web');
    expect(await shown(desk, contact('欧阳溪桐', '@after'))).toBe('sure 9');
    expect(await shown(desk, contact('欧阳溪桐', '@else', '44'))).toMatch(/^several/);
  });

  it('that two contacts of one login fit is a question to both, until each is answered', async () => {
    const desk = await deskOn(two(), { database, clock });
    await fillDirectories(desk);
    await link(desk.database, contact('欧阳溪桐'), [{ connection: CRM, id: '9' }]);
    await forgetShown('wechat-web');
    const [first, second] = [contact('欧阳溪桐', '@x'), contact('欧阳溪桐', '@y')];
    expect(await shown(desk, first)).toBe('sure 9');
    expect(await shown(desk, second)).toBe('likely 9');
    expect(await shown(desk, first)).toBe('likely 9');
    await link(desk.database, second, [{ connection: CRM, id: '8' }]);
    expect(await shown(desk, second)).toBe('sure 8');
    expect(await shown(desk, first)).toBe('likely 8');
    await forgetShown('wechat-web');
    expect(await shown(desk, contact('欧阳溪桐', '@later'))).toBe('likely 8');
  });

  it('stays with a contact who is renamed while the login lasts', async () => {
    const desk = await deskOn(two(), { database, clock });
    await fillDirectories(desk);
    await link(desk.database, contact('欧阳溪桐'), [{ connection: CRM, id: '9' }]);
    expect(await shown(desk, contact('桐桐 老客户'))).toBe('sure 9');
  });

  it('is gone when it is taken back, and who was refused is never offered again', async () => {
    const desk = await deskOn(two(), { database, clock });
    await fillDirectories(desk);
    const who = contact('欧阳溪桐');
    await link(desk.database, who, [{ connection: CRM, id: '9' }]);
    await unlink(desk.database, who, CRM);
    expect(await shown(desk, who)).toMatch(/^several/);
    await refuse(desk.database, who, [{ connection: CRM, id: '9' }]);
    // Somebody of that name was refused, so the name alone makes nobody sure any more.
    expect(await shown(desk, who)).toBe('likely 8');
    await refuse(desk.database, who, [{ connection: CRM, id: '8' }]);
    expect(await shown(desk, who)).toBe('none');
  });
});
