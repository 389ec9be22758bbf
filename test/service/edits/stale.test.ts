import { writeFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { useForm, type Form } from '../../../components/form';
import { refKey, type Customer, type CustomerRef } from '../../../lib/model/customer';
import { applyChange, isStuck, type Change, type Edit } from '../../../lib/model/edit';
import { chance } from '../../sandbox/crm/chance.ts';
import { personByKey, shownName } from '../../sandbox/people.ts';
import { withCrms } from '../connected';
import { ask, contactOf, restartWorker, show, state } from '../worker';

/** How many interleavings are tried, and where what came of them is written; the bench of the same name asks for more. */
const RUNS = Number(process.env['KEBIAN_STALE_RUNS'] ?? 8);
const STEPS = 14;
const LINES = ['remark', 'name', 'nickname'] as const;
type Line = (typeof LINES)[number];
type Lines = Record<Line, string>;

const crms = withCrms('wechat-console');
const crm = () => crms('wechat-console');
const zhangWei = contactOf(shownName(personByKey('zhang-wei')));
Object.assign(globalThis, { document: new Window().document });

/** What one interleaving has seen: who wrote what, and what of it the person was shown. */
interface Scene {
  ref: CustomerRef;
  next: () => number;
  /** The newest value that a colleague has written into a line, or that was there at first. */
  theirs: Lines;
  /** What the person typed into a line, and the values in whose place they did. */
  typed: Record<Line, Set<string>>;
  seen: Record<Line, Set<string>>;
  trace: string[];
  form: { now: Form<Lines>; root: Element } | null;
  count: number;
}

const rowNow = (): Lines => {
  const { note, name, nickname } = crm().rows('zhang-wei')[0]!;
  return { remark: note ?? '', name, nickname: nickname ?? '' };
};

const editsNow = async (): Promise<Edit[]> =>
  Object.entries(await state()).flatMap(([key, value]) => (key.startsWith('edit:') ? [value as Edit] : []));

async function shown(ref: CustomerRef): Promise<Lines> {
  const known = (await state())[`customer:${refKey(ref)}`]!.customer;
  const waiting = (await editsNow()).filter((edit) => !isStuck(edit)).sort((a, b) => a.madeAt - b.madeAt);
  const customer = waiting.reduce<Customer>((so, edit) => applyChange(so, edit.change), known);
  return { remark: customer.remark ?? '', name: customer.name, nickname: customer.nickname ?? '' };
}

/** Draws the form over what is shown now, as the panel does whenever that changes. */
async function draw(scene: Scene): Promise<void> {
  if (!scene.form) return;
  const now = await shown(scene.ref);
  const { form } = scene;
  const Probe = () => {
    form.now = useForm<Lines>(null, now);
    return null;
  };
  probe.of.current = Probe;
  await act(() => render(h(probe.Stable, {}), form.root));
}

/** One component for the whole life of a form, so that its state stays. */
const probe = {
  of: { current: (() => null) as () => null },
  Stable: () => probe.of.current(),
};

function changeOf(line: Line, text: string): Change {
  if (line === 'remark') return { kind: 'remark', text };
  return line === 'name' ? { kind: 'details', details: { name: text } } : { kind: 'personal-name', text };
}

/** Between the CRM's answer and the write after it some milliseconds pass that no published call closes; nobody writes just then. */
async function quiet(): Promise<void> {
  for (let calls = -1; calls !== crm().requests.length;) {
    calls = crm().requests.length;
    await new Promise((resolve) => setTimeout(resolve, 15));
    await vi.waitFor(async () => expect((await editsNow()).filter(isUnderWay)).toEqual([]), { timeout: 10_000, interval: 5 });
  }
}

/** One that a worker has left behind when it was stopped is not under way: it waits until what was sent must have arrived. */
const isUnderWay = ({ state: { kind }, sentAt }: Edit): boolean => kind === 'sending' && sentAt === Date.now();

/** Values of a colleague that something has been written over which the person was not shown, or that nobody typed. */
function staleLines({ theirs, typed, seen }: Scene): string[] {
  const now = rowNow();
  return LINES.filter((line) => now[line] !== theirs[line] && !(typed[line].has(now[line]) && seen[line].has(theirs[line])));
}

async function settle(scene: Scene): Promise<void> {
  await quiet();
  vi.setSystemTime(Date.now() + 5_000);
  await ask('hello', null);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await quiet();
  await draw(scene);
}

const steps: Record<string, (scene: Scene) => Promise<void>> = {
  async colleague(scene) {
    await quiet();
    const line = LINES[Math.floor(scene.next() * 3)]!;
    const text = `同事${scene.count++}`;
    crm().change('zhang-wei', line === 'remark' ? { note: text } : { [line]: text });
    scene.theirs = { ...rowNow() };
  },
  async open(scene) {
    if (scene.form) return;
    const root = document.createElement('div');
    scene.form = { now: null as never, root };
    await draw(scene);
  },
  async type(scene) {
    if (!scene.form) await steps['open']!(scene);
    const line = LINES[Math.floor(scene.next() * 3)]!;
    const text = `我${scene.count++}`;
    await act(() => scene.form!.now.set({ [line]: text }));
    scene.typed[line].add(text);
    scene.seen[line].add(scene.form!.now.start[line]);
  },
  async save(scene) {
    if (!scene.form) return;
    const { changed, values, start } = scene.form.now;
    for (const line of changed) {
      const edit = crypto.randomUUID();
      const [change, base] = [values, start].map((of) => changeOf(line, of[line])) as [Change, Change];
      await ask('submit', { edit, ref: scene.ref, change, base });
    }
    await act(() => render(null, scene.form!.root));
    scene.form = null;
  },
  async down(scene) {
    crm().fault({ kind: 'reset', ...(scene.next() < 0.5 && { path: 'updateCustomer', applied: true }) });
  },
  async up(scene) {
    crm().fault(null);
    await settle(scene);
  },
  async stop(scene) {
    restartWorker();
    vi.setSystemTime(Date.now() + 1);
    await ask('hello', null);
    await draw(scene);
  },
  async look(scene) {
    await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
    await settle(scene);
  },
  wait: settle,
  async resolve(scene) {
    const met = (await editsNow()).find(({ state: { kind } }) => kind === 'conflict');
    if (!met || met.state.kind !== 'conflict') return;
    const { theirs } = met.state;
    for (const line of LINES) for (const text of valuesIn(theirs, line)) scene.seen[line].add(text);
    if (scene.next() < 0.5) await ask('discard', { edit: met.id });
    else await ask('resolve', { edit: met.id, change: met.change as Change });
  },
};

function valuesIn(change: Change, line: Line): string[] {
  if (change.kind === 'remark') return line === 'remark' ? [change.text] : [];
  if (change.kind === 'personal-name') return line === 'nickname' ? [change.text] : [];
  return change.kind === 'details' && line === 'name' && change.details.name !== undefined ? [change.details.name] : [];
}

test(
  'whatever a colleague changes while a form is open or an edit waits: nothing is written over that the person was not shown',
  { timeout: RUNS * 5_000 },
  async () => {
    const found: string[] = [];
    vi.setSystemTime(Date.now());
    const tally = { changes: 0, saves: 0, conflicts: 0, writes: 0 };
    for (let run = 0; run < RUNS; run++) {
      crm().fault(null);
      crm().clearRequests();
      await crm().reset();
      await show(zhangWei);
      await ask('lookUpAgain', { contact: zhangWei, connection: 'wechat-console' });
      const { findings } = (await state())[`answer:wechat-web\n${zhangWei.id}\n${zhangWei.name}`]!;
      const sets = () => Object.fromEntries(LINES.map((line) => [line, new Set<string>()])) as Record<Line, Set<string>>;
      const scene: Scene = {
        ref: findings[0]!.candidates[0]!.ref,
        next: chance(run + 1),
        theirs: rowNow(),
        typed: sets(),
        seen: sets(),
        trace: [],
        form: null,
        count: 0,
      };
      const names = [
        'colleague',
        'colleague',
        'open',
        'type',
        'type',
        'type',
        'save',
        'save',
        'save',
        'down',
        'up',
        'stop',
        'look',
        'wait',
        'resolve',
        'resolve',
      ];
      for (let step = 0; step < STEPS; step++) {
        const name = names[Math.floor(scene.next() * names.length)]!;
        if (name === 'colleague') {
          await quiet();
          found.push(...staleLines(scene).map((line) => `${run} ${line}: ${scene.trace.join(' ')}`));
          tally.changes++;
        }
        if (name === 'save' && scene.form) tally.saves++;
        scene.trace.push(name);
        await steps[name]!(scene);
      }
      for (const name of ['up', 'save', 'wait', 'wait']) await steps[name]!(scene);
      found.push(...staleLines(scene).map((line) => `${run} ${line}: ${scene.trace.join(' ')}`));
      const left = await editsNow();
      tally.conflicts += left.filter(({ state: { kind } }) => kind === 'conflict').length;
      tally.writes += crm().requests.filter(({ method, carriedOut }) => method === 'POST' && carriedOut).length;
      for (const { id } of left) await ask('discard', { edit: id });
      await quiet();
    }
    const outcome = process.env['KEBIAN_STALE_OUTCOME'];
    if (outcome) writeFileSync(outcome, JSON.stringify({ runs: RUNS, ...tally, stale: found }));
    vi.useRealTimers();
    expect(found).toEqual([]);
  },
);
