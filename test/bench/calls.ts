import { figure, type Figure } from './figure.ts';
import { connect, type Race } from './latency.ts';
import { pause } from './devtools.ts';
import { openChat, painted } from './stand.ts';

/** CRM calls for 30 switches over 10 contacts, and for the same once more. */
export async function calls(race: Race): Promise<Figure[]> {
  const keys = race.keys.slice(20, 31);
  await anew(race, keys.shift()!);
  // Follow-ups of the open customer are loaded as well: those of the contact before do not belong to these switches.
  await pause(1_000);
  const counts = [await round(race, keys), await round(race, keys)];
  return ['first', 'second'].map((name, place) => {
    const count = counts[place]!;
    return figure(`calls.${name}`, 'calls', place === 0 ? '10' : '0', count, [count], '30 switches over 10 contacts');
  });
}

async function round({ kebian, kebianPanel, crms }: Race, keys: string[]): Promise<number> {
  crms['wechat-console'].clearRequests();
  for (let turn = 0; turn < 30; turn++) {
    const { id, from } = await openChat(kebian.chats, keys[turn % keys.length]!);
    await painted(kebianPanel, id, from);
  }
  await pause(300);
  return crms['wechat-console'].requests.length;
}

/** Eight rapid presses of the arrow key through contacts that are not cached: which contacts the panel showed and the CRM was asked for. */
export async function rapid(race: Race, rounds: number): Promise<Figure[]> {
  const seen = { painted: [] as number[], asked: [] as number[] };
  const first = race.keys[0]!;
  for (let turn = 0; turn < rounds; turn++) {
    await anew(race, first);
    const { paints, asked } = await press(race, 30 + (turn % 4) * 40);
    seen.painted.push(paints);
    seen.asked.push(asked);
  }
  const detail = `${rounds} rounds of 8 presses, 30 to 150 ms apart; the worst of them`;
  return [
    figure('rapid.painted', 'customers', '1', Math.max(...seen.painted), seen.painted, detail),
    figure('rapid.asked', 'calls', '0', Math.max(...seen.asked), seen.asked, detail),
  ];
}

async function press({ kebian: { chats }, kebianPanel, crms }: Race, intervalMs: number): Promise<{ paints: number; asked: number }> {
  const crm = crms['wechat-console'];
  const from = await kebianPanel.run(() => performance.timeOrigin + performance.now(), null);
  crm.clearRequests();
  const { id, passed } = await chats.run(async (ms) => {
    const list = document.querySelector('#J_NavChatScrollBody')!;
    const names: string[] = [];
    const marked = () => list.querySelector('.chat_item.active .nickname_text')?.textContent ?? '';
    const look = new MutationObserver(() => names.push(marked()));
    look.observe(list, { attributes: true, attributeFilter: ['data-username'] });
    await window.sandbox.pressKeys('down', 8, ms);
    look.disconnect();
    return { id: window.sandbox.current()!.id, passed: names.filter((name) => name !== marked() && name !== '') };
  }, intervalMs);
  await pause(1_200);
  const contacts = await kebianPanel.run(
    (since) => window.customerPaints.filter(({ at }) => at >= since).map(({ contact }) => contact),
    from,
  );
  const asked = crm.requests.filter(({ query, body }) => passed.some((name) => JSON.stringify([query, body]).includes(name)));
  // The last contact may be in no CRM, or match several customers: then nobody is painted, and nobody may have been painted before.
  return { paints: contacts.some((contact) => contact !== id) ? contacts.length + 1 : 1, asked: asked.length };
}

async function anew(race: Race, key: string): Promise<void> {
  await openChat(race.kebian.chats, 'filehelper');
  await connect(race.options, race.crms);
  await openChat(race.kebian.chats, key);
  await pause(400);
}
