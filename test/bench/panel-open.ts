import { pause } from './devtools.ts';
import { ratio, type Figure } from './figure.ts';
import { openChat, painted, type Field, type Stand } from './stand.ts';

/** A contact that the CRM knows with certainty: the page shows their phone number. */
export const KNOWN = 'zhang-wei';

/** A panel is usually opened beside a chat. */
export async function openKnown({ kebian, floor }: Field): Promise<void> {
  for (const { chats } of [kebian, floor]) await openChat(chats, KNOWN);
  await pause(500);
}

/** The time from opening the panel to its customer; alternating, ten times each. */
export async function panelOpen({ kebian, floor }: Field, samples: number): Promise<Figure> {
  await openings(kebian, 10);
  await openings(floor, 10);
  const times: [number[], number[]] = [[], []];
  while (times[0].length < samples) {
    times[0].push(...(await openings(kebian, 10)));
    times[1].push(...(await openings(floor, 10)));
  }
  return ratio('panelOpen', '<= 1.5', 0.5, times[0], times[1]);
}

async function openings(stand: Stand, samples: number): Promise<number[]> {
  const { id } = await openChat(stand.chats, KNOWN);
  await pause(500);
  const times: number[] = [];
  for (let turn = 0; turn < samples; turn++) times.push(await openOnce(stand, id));
  return times;
}

async function openOnce(stand: Stand, id: string): Promise<number> {
  const { panel, asked } = await stand.openPanel();
  while (!(await panel.run(() => Array.isArray(window.customerPaints), null).catch(() => false))) await pause(20);
  const { at } = await painted(panel, id, 0);
  const ahead = await stand.clockOf(panel);
  await stand.closePanel(panel);
  return at - ahead - asked;
}
