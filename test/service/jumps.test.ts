import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Contact } from '../../lib/model/contact';
import type { CustomerRef } from '../../lib/model/customer';
import type { Intent } from '../../lib/model/edit';
import { people, shownName, type Person } from '../sandbox/people.ts';
import { HOUR, inJumpingWorld, MINUTE, NAMED, onDisk, SECOND, settingsFile, type Jump, type JumpingWorld } from './jumping';
import { contactOf, seenFor, state } from './worker';

const DAY = 24 * HOUR;
const JUMPS = [-DAY, -HOUR, DAY];

/** How many moments are tried for each jump, and where what came of them is written; the bench of the same name asks for all. */
const MOMENTS = Number(process.env['KEBIAN_JUMPS_RUNS'] ?? 1);
const OUTCOME = process.env['KEBIAN_JUMPS_OUTCOME'];

const idOf = (person: Person) => String(2_500_000 + people.indexOf(person));
const refOf = (person: Person): CustomerRef => ({ connection: 'lixiao', id: idOf(person) });

/** An hour of work begins: every kind of call that waits for a time, is tried again or is given up after one. */
const WORK_ENDS = 16 * MINUTE;
/** Chats are opened at these times afterwards; the worker is stopped in between. */
const LATER = [1, 2, 3, 6, 10, 14, 18, 22, 26, 30, 34, 38, 41].map((hours) => hours * HOUR);
/** How long a customer may be kept: a day, until the purge after that, until the chat that makes up for its alarm. */
const KEPT_FOR = DAY + 12 * HOUR + 4 * HOUR;

interface Played {
  faults: string[];
  moments: number;
}

async function play(jump: Jump | null): Promise<Played> {
  return inJumpingWorld(jump, async (world) => {
    const faults: string[] = [];
    const made = await work(world, faults);
    const moments = world.moments();
    await afterwards(world, faults, made);
    return { faults, moments };
  });
}

interface Made {
  remarks: Map<Person, string>;
  followUps: string[];
}

async function work(world: JumpingWorld, faults: string[]): Promise<Made> {
  const { crm } = world;
  const [first, second, third, fourth, ...others] = NAMED as [Person, Person, Person, Person, ...Person[]];
  const made: Made = { remarks: new Map(), followUps: [] };
  const submit = async (person: Person, edit: string, change: Intent) => {
    if (change.kind === 'remark') made.remarks.set(person, change.text);
    if (change.kind === 'follow-up') made.followUps.push(change.followUp.text);
    await world.ask('submit', { edit, ref: refOf(person), change, base: await seenFor(refOf(person), change) });
  };
  const note = (text: string, remindAt: string | null = null): Intent => ({
    kind: 'follow-up',
    followUp: { text, at: new Date(Date.UTC(2026, 0, 5, 1)).toISOString(), kind: null, remindAt, stage: null },
  });
  await world.ask('importSettings', { document: settingsFile() });
  await world.until(2 * MINUTE);
  await opened(world, faults, first);
  await submit(first, 'remark-1', { kind: 'remark', text: '周五回电' });
  await submit(first, 'follow-up-1', note('谈了交期', new Date(Date.UTC(2026, 0, 5, 2, 30)).toISOString()));
  await world.until(3 * MINUTE);
  // The CRM fails for a minute and a half; what is made meanwhile is tried again and again.
  await opened(world, faults, second);
  await opened(world, faults, third);
  crm.status = 503;
  await submit(second, 'remark-2', { kind: 'remark', text: '等报价' });
  await submit(third, 'follow-up-2', note('寄了样品'));
  await world.until(4.5 * MINUTE);
  crm.status = 0;
  // The worker is stopped while it sends.
  await opened(world, faults, fourth);
  const sending = submit(fourth, 'follow-up-3', note('约了面谈'));
  void sending.catch(() => undefined);
  await sending;
  await submit(fourth, 'remark-4', { kind: 'remark', text: '面谈周三' });
  world.stopWorker();
  await world.until(7 * MINUTE);
  // Too many calls, says the CRM.
  crm.status = 429;
  await opened(world, [], second);
  await submit(second, 'follow-up-4', note('电话没接'));
  await world.until(7 * MINUTE + 10 * SECOND);
  crm.status = 0;
  await world.until(9 * MINUTE);
  crm.endSessions();
  await opened(world, faults, third);
  await submit(third, 'remark-3', { kind: 'remark', text: '样品已到' });
  await world.until(11 * MINUTE);
  // More chats than the quota has calls.
  for (const person of others.slice(0, 14)) await opened(world, [], person);
  await world.until(WORK_ENDS);
  for (const person of others.slice(0, 14)) await isAnswered(world, faults, person);
  return made;
}

/** A chat is opened; whoever is shown with a problem, or not found, is a fault. */
async function opened(world: JumpingWorld, faults: string[], person: Person): Promise<boolean> {
  const asked = world.crm.servedAt.get(idOf(person)) ?? -1;
  await world.open(contactFor(person));
  await isAnswered(world, faults, person);
  return (world.crm.servedAt.get(idOf(person)) ?? -1) > asked;
}

function contactFor(person: Person): Contact {
  return contactOf(shownName(person), { id: `@${person.key}` });
}

async function isAnswered(world: JumpingWorld, faults: string[], person: Person): Promise<void> {
  const contact = contactFor(person);
  const finding = (await state())[`answer:wechat-web\n${contact.id}\n${contact.name}`]?.findings[0];
  if (!finding) faults.push(`${at(world)} ${person.key} was not answered`);
  else if (finding.problem) faults.push(`${at(world)} ${person.key} was answered with ${finding.problem.kind}`);
  else if (finding.progress !== 'done') faults.push(`${at(world)} ${person.key} is ${finding.progress}`);
  else if (finding.candidates[0]?.ref.id !== idOf(person)) faults.push(`${at(world)} ${person.key} was not found`);
}

function at(world: JumpingWorld): string {
  return `${(world.elapsed() / MINUTE).toFixed(1)} min:`;
}

async function afterwards(world: JumpingWorld, faults: string[], made: Made): Promise<void> {
  let unasked = 0;
  let listed = world.elapsed();
  for (const later of LATER) {
    await world.until(later);
    // Who was shown an hour ago is asked for anew; one opening may fall into the time for which the clock says that it was a moment ago.
    unasked = (await opened(world, faults, NAMED[0]!)) ? 0 : unasked + 1;
    if (unasked > 1) faults.push(`${at(world)} the CRM was not asked for a customer`);
    if (later === HOUR) await delivered(world, faults, made);
    const list = world.crm.calls.findLast(({ path }) => path === '/api/v2/customers')?.at ?? 0;
    if (world.elapsed() - Math.max(list, listed) > 12 * HOUR) {
      faults.push(`${at(world)} the copy was not renewed for twelve hours`);
      listed = world.elapsed();
    }
  }
  for (const id of (await onDisk()).customers) {
    const age = world.elapsed() - (world.crm.servedAt.get(id) ?? 0);
    if (age > KEPT_FOR) faults.push(`${at(world)} ${id} is kept ${(age / HOUR).toFixed(0)} h after the CRM answered with it`);
  }
  // Reminders are for a time of the day: a clock that was put back says it once more.
  await world.until(42 * HOUR);
  const times = [...world.shown].filter(([name]) => name.startsWith('reminder:'));
  if (times.length !== 1 || times[0]![1] !== 1) faults.push(`${at(world)} reminders were shown ${JSON.stringify(times)}`);
}

async function delivered(world: JumpingWorld, faults: string[], { remarks, followUps }: Made): Promise<void> {
  for (const { id, state: stands } of (await onDisk()).edits) faults.push(`${at(world)} ${id} is ${JSON.stringify(stands)}`);
  for (const [person, text] of remarks) {
    const [row] = world.crm.rows(person.key);
    if (row?.note !== text) faults.push(`${at(world)} the CRM has ${row?.note} for ${person.key}`);
  }
  const there = await world.crm.followUps();
  for (const text of followUps) {
    const times = there.filter((one) => one === text).length;
    if (times !== 1) faults.push(`${at(world)} ${text} is there ${times} times`);
  }
}

test('a clock that jumps at any moment leaves no edit, no call, no reminder behind, and nothing is kept for its sake', async () => {
  const { moments, faults } = await play(null);
  expect(faults).toEqual([]);
  expect(moments).toBeGreaterThan(100);
  const count = Math.min(MOMENTS, moments);
  for (const [kind, ms] of JUMPS.entries()) {
    for (let moment = 0; moment < count; moment++) {
      const jump: Jump = {
        ms,
        at: 1 + Math.floor(((moment + (kind + 1) / (JUMPS.length + 1)) * moments) / count),
        alarms: moment % 2 ? 'elapsed' : 'clock',
      };
      const played = await play(jump);
      faults.push(...played.faults.map((fault) => `${ms / HOUR} h at ${jump.at} (${jump.alarms}): ${fault}`));
      if (OUTCOME) writeFileSync(OUTCOME, JSON.stringify({ runs: kind * count + moment + 1, moments, faults }));
    }
  }
  expect(faults).toEqual([]);
}, 3_600_000);
