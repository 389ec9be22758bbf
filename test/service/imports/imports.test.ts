import { describe, expect, test } from 'vitest';
import { onceOf } from '../../../components/form';
import { undoRun, writeFile, type Call } from '../../../lib/customers/import/run';
import { chance } from '../../sandbox/crm/chance';
import { ask, restartWorker, withWorker } from '../worker';
import { begin, call, checked, CONNECTION, csvOf, everybody, imported, parts, SKIP, undone } from './importing';

withWorker();

async function removeFirst(): Promise<void> {
  const { connection, id } = (await everybody())[0]!;
  const ref = { connection, id };
  await ask('removeCustomer', { ref, loses: await ask('countAbout', { ref }) });
}

test('a tag of a file is that of the book, in whatever case and width it is written', async () => {
  await imported(new Blob(['姓名,手机号,标签\n王芳,13800138000,VIP\n李雷,13900139000,ｖｉｐ\n韩梅,13700137000,Vip、老客\n']));
  expect((await everybody()).map(({ tags }) => tags.map(({ name }) => name)).toSorted()).toEqual([['VIP'], ['VIP'], ['VIP', '老客']]);
});

test('an import that a full disk stops says up to which row the book has the file', async () => {
  const opened = await checked(csvOf(2_600));
  const run = await begin(opened, SKIP);
  let parts = 0;
  const full: Call = async (name, ask) => {
    if (name === 'importPart' && ++parts > 3) throw new Error('full');
    return call(name, ask);
  };
  const read: number[] = [];
  const { reader } = opened;
  const asked = { reader, call: full, connection: CONNECTION, run, decisions: SKIP, from: 0 };
  await expect(writeFile(asked, (rows) => read.push(rows), new AbortController().signal)).rejects.toThrow('full');
  expect(read.at(-1)).toBe((await everybody()).length);
});

describe('a file', () => {
  test('of 1,200 rows is in the book, and is found there', async () => {
    const { found, written } = await imported(csvOf(1_200));
    expect(found).toMatchObject({ rows: 1_200, taken: 1_200, left: 0, sameCount: 0 });
    expect(written).toEqual({ added: 1_200, merged: 0, gone: 0, whole: true });
    expect(await everybody()).toHaveLength(1_200);
    const { items } = await ask('search', { connection: CONNECTION, query: { phone: '13000000777' }, page: null });
    expect(items).toMatchObject([{ name: '客户777', remark: '老客777' }]);
    expect(await ask('imports', { connection: CONNECTION })).toMatchObject([{ state: 'done', parts: 3, added: 1_200 }]);
  });

  test('is compared with the book as long as there is somebody in it', async () => {
    let asked = 0;
    const counting: Call = (name, ask) => {
      asked += Number(name === 'importSame');
      return call(name, ask);
    };
    await checked(csvOf(1_200), 'leave-out', counting);
    expect(asked).toBe(1);
    await imported(csvOf(1));
    const { found } = await checked(csvOf(1_200), 'leave-out', counting);
    expect([asked, found.same.map(({ row, by }) => [row, by])]).toEqual([4, [[2, 'phone']]]);
  });

  test('with tags, stages and fields of its own: the book has them from then on', async () => {
    const file = new Blob(['姓名,手机,标签,阶段,微信号,生日,地址\n王芳,13800138000,"VIP, 老客",意向A,wf90,1990/5/1,文三路 1 号\n']);
    const { found } = await imported(file);
    expect(found.newOptions).toEqual([{ field: 'stage', names: ['意向A'] }]);
    const [customer] = await everybody();
    expect(customer).toMatchObject({ name: '王芳', stage: { name: '意向A' }, tags: [{ name: 'VIP' }, { name: '老客' }] });
    const values = Object.fromEntries(customer!.fields.map(({ id, value }) => [id, value]));
    expect(values).toMatchObject({ wechat: 'wf90', birthday: '1990-05-01', address: '文三路 1 号' });
    const stage = (await ask('bookFields', { connection: CONNECTION })).find(({ isStage }) => isStage);
    expect(stage!.options.map(({ name }) => name)).toContain('意向A');
  });

  test('with rows that are there already: further up, and in the book', async () => {
    await imported(new Blob(['姓名,手机,公司\n王芳,13800138000,\n李雷,13900139000,启明\n']));
    const file = new Blob([
      '姓名,手机,公司,备注\n芳姐,+86 138 0013 8000,,A\n李 雷,,启明,B\n韩梅,13700137000,,C\n韩梅梅,137-0013-7000,,D\n',
    ]);
    const { found } = await checked(file);
    expect(found.same.map(({ row, by, with: other }) => [row, by, other.kind, other.name])).toEqual([
      [2, 'phone', 'book', '王芳'],
      [3, 'name', 'book', '李雷'],
      [5, 'phone', 'row', '韩梅'],
    ]);
    expect((await imported(file, SKIP)).written).toMatchObject({ added: 1, merged: 0 });
    expect((await everybody()).map(({ name }) => name).toSorted()).toEqual(['李雷', '王芳', '韩梅']);
  });

  test('with numbers of another program: they tell nobody of the book, and no two rows are one by them', async () => {
    const { preview, found } = await checked(new Blob(['编号,姓名,手机\n1,王芳,13800138000\n2,李雷,13900139000\n1,韩梅,13700137000\n']));
    expect(preview.targets).toEqual([null, 'name', 'phone']);
    expect(found).toMatchObject({ taken: 3, sameCount: 0 });
  });

  test('that the book wrote tells by their ids whom a person has added in a form, whatever was changed since', async () => {
    const customer = { name: '王芳', nickname: null, company: null, phones: ['13800138000'], remark: null };
    const key = onceOf(crypto.randomUUID(), customer);
    await ask('addCustomer', { key, contact: null, connection: CONNECTION, customer });
    const [{ id } = { id: '' }] = await everybody();
    const { found } = await checked(new Blob([`姓名,手机,ID\n王小芳,13900139000,${id}\n`]));
    expect(found.same.map(({ by, with: other }) => [by, other.name])).toEqual([['id', '王芳']]);
  });

  test('that was checked before the book got other customers is not written: its rows may be there by now', async () => {
    const file = new Blob(['姓名,手机\n王芳,13800138000\n']);
    await imported(new Blob(['姓名,手机\n李雷,13900139000\n']));
    const [here, inAnotherTab] = [await checked(file), await checked(file)];
    await parts(inAnotherTab.reader, await begin(inAnotherTab, SKIP), SKIP);
    await expect(begin(here, SKIP)).rejects.toThrow('The book has changed');
    expect((await everybody()).map(({ name }) => name).toSorted()).toEqual(['李雷', '王芳'].toSorted());
    const again = await checked(file);
    expect(again.found.same).toMatchObject([{ by: 'phone', with: { name: '王芳' } }]);
    await removeFirst();
    await expect(begin(again, SKIP)).rejects.toThrow('The book has changed');
  });

  test('that was checked before somebody of the book got another number is not written, though nobody has come or gone', async () => {
    await imported(new Blob(['姓名,手机号\n王芳,13800138000\n']));
    const [known] = await everybody();
    const file = new Blob(['姓名,手机号\n李雷,13900139000\n']);
    const here = await checked(file);
    expect(here.found.sameCount).toBe(0);
    const phones = (numbers: string[]) => ({ kind: 'details' as const, details: { phones: numbers } });
    const edit = { edit: 'e1', ref: { connection: CONNECTION, id: known!.id } };
    await ask('submit', { ...edit, change: phones(['13900139000']), base: phones(['13800138000']) });
    await expect.poll(async () => (await everybody())[0]!.phones.map(({ number }) => number)).toEqual(['13900139000']);
    await expect(begin(here, SKIP)).rejects.toThrow('The book has changed');
    const again = await checked(file);
    expect(again.found.sameCount).toBe(1);
    await begin(again, SKIP);
  });

  test('of which some rows are put together with who is there, some are skipped and some are kept beside', async () => {
    await imported(new Blob(['姓名,手机,公司\n王芳,13800138000,\n李雷,13900139000,启明\n']));
    const file = new Blob([
      '姓名,手机,公司,备注\n芳姐,13800138000,启明医药,A\n李雷,13900139000,,B\n韩梅,13700137000,,C\n韩梅梅,13700137000,博雅,D\n李磊,13900139000,,E\n',
    ]);
    const { written } = await imported(file, { all: 'merge', each: { 3: 'skip', 6: 'both' }, prefers: 'book' });
    expect(written).toMatchObject({ added: 2, merged: 2, gone: 0 });
    const all = Object.fromEntries(
      (await everybody()).map(({ name, company, remark, phones }) => [name, [company, remark, phones.length]]),
    );
    expect(all).toEqual({ 王芳: ['启明医药', 'A', 1], 李雷: ['启明', null, 1], 韩梅: ['博雅', 'C\nD', 1], 李磊: [null, 'E', 1] });
  });
});

describe('a part', () => {
  test('that is handed over again does nothing again, not even after a change', async () => {
    const opened = await checked(csvOf(3));
    const run = await begin(opened, SKIP);
    await opened.reader.beginParts(SKIP);
    const { part, rows } = (await opened.reader.nextPart())!;
    const first = await ask('importPart', { connection: CONNECTION, run, part, after: part, rows });
    await removeFirst();
    restartWorker();
    expect(await ask('importPart', { connection: CONNECTION, run, part, after: part, rows })).toEqual(first);
    expect(await everybody()).toHaveLength(2);
  });

  test('whose counterpart was removed meanwhile is a customer of its own', async () => {
    await imported(csvOf(1));
    const opened = await checked(csvOf(1));
    const decisions = { ...SKIP, all: 'merge' as const };
    const run = await begin(opened, decisions);
    await removeFirst();
    expect(await parts(opened.reader, run, decisions)).toMatchObject({ added: 1, merged: 0, gone: 1 });
    expect(await everybody()).toHaveLength(1);
  });

  test('finds the book as others have left it: a stage that got another name, and an import beside it', async () => {
    const lines = (name: string, from: number) => csvOf(1_700, (at) => `${name}${at},${from + at},意向`);
    const withStage = async (file: Blob) => new Blob([(await file.text()).replace('备注', '阶段')]);
    const [one, other] = [await withStage(lines('甲', 13_000_000_000)), await withStage(lines('乙', 13_100_000_000))];
    const [first, second] = [await checked(one), await checked(other)];
    const runs = [await begin(first, SKIP), await begin(second, SKIP)];
    for (const { reader } of [first, second]) await reader.beginParts(SKIP);
    const hand = async (at: number, { reader }: typeof first) => {
      const { part, rows } = (await reader.nextPart())!;
      return ask('importPart', { connection: CONNECTION, run: runs[at]!, part, after: part, rows });
    };
    const done = [await hand(0, first), await hand(0, first), await hand(1, second)];
    const { fields } = await ask('bookSchema', { connection: CONNECTION });
    const named = fields.map((field) => ({
      ...field,
      options: field.options.map((option) => (option.name === '意向' ? { ...option, name: '有意' } : option)),
    }));
    await ask('changeSchema', { connection: CONNECTION, change: { kind: 'fields', fields: named } });
    done.push(...(await Promise.all([hand(0, first), hand(1, second), hand(0, first)])), await hand(1, second), await hand(1, second));
    expect(done.map(({ added }) => added)).toEqual([500, 500, 500, 500, 500, 200, 500, 200]);
    expect(await ask('imports', { connection: CONNECTION })).toMatchObject([
      { parts: 4, added: 1_700 },
      { parts: 4, added: 1_700 },
    ]);
    const stages = Map.groupBy(await everybody(), (customer) => customer.stage!.name);
    expect([...stages].map(([name, of]) => [name, of.length]).toSorted()).toEqual([
      ['意向', 1_900],
      ['有意', 1_500],
    ]);
  });

  test('whose rows have another shape is refused', async () => {
    const opened = await checked(csvOf(3));
    const run = await begin(opened, SKIP);
    await opened.reader.beginParts(SKIP);
    const { rows } = (await opened.reader.nextPart())!;
    const [first = [], ...more] = JSON.parse(rows) as unknown[][];
    const unlike = [
      [...first.slice(0, 8), '13800138000', ...first.slice(9)],
      first.slice(0, -1),
      [...first, 1],
      Object.fromEntries(first.entries()),
      1,
    ];
    const bodies = unlike.map((one) => JSON.stringify([...more, one]));
    for (const other of ['', '[{"row":1}]', `[${'1,'.repeat(600)}1]`, ...bodies])
      await expect(ask('importPart', { connection: CONNECTION, run, part: 0, after: 0, rows: other })).rejects.toMatchObject({
        problem: { kind: 'malformed', where: 'importPart.rows' },
      });
    expect(await everybody()).toEqual([]);
  });

  test('is taken by no connection that is no book, and for no import that was not begun', async () => {
    const run = crypto.randomUUID();
    await expect(ask('importPart', { connection: 'elsewhere', run, part: 0, after: 0, rows: '[]' })).rejects.toMatchObject({
      problem: { kind: 'not-connected' },
    });
    await expect(ask('importPart', { connection: CONNECTION, run, part: 0, after: 0, rows: '[]' })).rejects.toMatchObject({
      problem: { kind: 'not-found' },
    });
  });
});

describe('a worker that is stopped', () => {
  test('at any part, loses and doubles nothing: the import goes on where it was', async () => {
    const file = csvOf(1_700, (at) => `客户${at},${13_000_000_000 + (at % 1_500)},行${at}`);
    const decisions = { ...SKIP, all: 'merge' as const };
    const opened = await checked(file);
    const run = await begin(opened, decisions);
    await opened.reader.beginParts(decisions);
    for (const _ of [1, 2]) {
      const { part, rows } = (await opened.reader.nextPart())!;
      await ask('importPart', { connection: CONNECTION, run, part, after: part, rows });
      restartWorker();
    }
    // Another page opens the same file.
    const again = await checked(file);
    const [head] = await ask('imports', { connection: CONNECTION });
    expect(head).toMatchObject({ run, state: 'running', parts: 2, about: { digest: await again.reader.digest() } });
    await parts(again.reader, run, head!.about.decisions, head!.parts);
    const all = await everybody();
    expect(all).toHaveLength(1_500);
    expect(all.flatMap(({ remark }) => remark!.split('\n')).toSorted()).toEqual(
      Array.from({ length: 1_700 }, (_, at) => `行${at}`).toSorted(),
    );
  });
});

describe('a worker that is stopped at random', () => {
  test('in five imports, also between what is added and what is put together: nothing is lost, nothing is there twice', async () => {
    const count = 1_040;
    const file = csvOf(count, (at) => `客户${at},${13_000_000_000 + (at % 700)},行${at}`);
    const decisions = { ...SKIP, all: 'merge' as const };
    let stops = 0;
    const random = chance(7);
    let stopped = stopOf();
    /** As the bus makes it: what was not answered is asked of the next worker. */
    const insistent: Call = async (name, asked) => {
      for (;;) {
        const now = stopped;
        if (name === 'importPart' && random() < 0.4) setTimeout(now.stop, random() * 12);
        const answer = await Promise.race([
          call(name, asked).catch((thrown: Error) => (now.isOver() ? STOPPED : Promise.reject(thrown))),
          now.over,
        ]);
        if (answer !== STOPPED) return answer as never;
        if (stopped !== now) continue;
        stops++;
        restartWorker();
        stopped = stopOf();
      }
    };
    for (let round = 0; round < 5; round++) {
      const opened = await checked(file);
      const run = await begin(opened, decisions);
      const signal = new AbortController().signal;
      const wanted = { reader: opened.reader, call: insistent, connection: CONNECTION, run, decisions, from: 0 };
      await writeFile(wanted, () => undefined, signal);
      const all = await everybody();
      expect(all).toHaveLength(700);
      const remarks = all.flatMap(({ remark }) => remark!.split('\n')).toSorted();
      expect(remarks).toEqual(Array.from({ length: count }, (_, at) => `行${at}`).toSorted());
      await undone(run);
      expect(await everybody()).toEqual([]);
    }
    expect(stops).toBeGreaterThan(5);
  });
});

const STOPPED = Symbol('stopped');

/** The end of one worker's life. */
function stopOf() {
  const { promise, resolve } = Promise.withResolvers<typeof STOPPED>();
  let over = false;
  const stop = () => {
    over = true;
    resolve(STOPPED);
  };
  return { over: promise, stop, isOver: () => over };
}

describe('an import that is taken back', () => {
  test('is gone, and who was put together with a row is as before', async () => {
    await imported(new Blob(['姓名,手机,备注\n王芳,13000000001,原来\n']));
    const before = await everybody();
    const { run } = await imported(csvOf(1_100), { ...SKIP, all: 'merge' });
    expect(await everybody()).toHaveLength(1_100);
    restartWorker();
    expect(await undone(run)).toEqual({ left: 0, removed: 1_099, restored: 1, kept: [] });
    expect(await everybody()).toEqual(before);
    expect((await ask('imports', { connection: CONNECTION })).map((one) => one.run)).not.toContain(run);
  });

  test('can be stopped in between, says how far it is, and goes on later', async () => {
    const { run } = await imported(csvOf(1_700));
    const stopping = new AbortController();
    const told: number[] = [];
    const onStep = ({ left, removed }: { left: number; removed: number }) => {
      told.push(left, removed);
      if (left === 2) stopping.abort();
    };
    const stopped = await undoRun({ call, connection: CONNECTION, run }, onStep, stopping.signal);
    expect([told, stopped]).toEqual([[3, 200, 2, 700], { left: 1, removed: 1_200, restored: 0, kept: [] }]);
    expect(await everybody()).toHaveLength(500);
    expect(await ask('imports', { connection: CONNECTION })).toMatchObject([{ run, state: 'undoing', parts: 1 }]);
    restartWorker();
    expect(await undone(run)).toEqual({ left: 0, removed: 500, restored: 0, kept: [] });
    expect([await everybody(), await ask('imports', { connection: CONNECTION })]).toEqual([[], []]);
  });

  test('keeps who has been changed since, and says who that is', async () => {
    const { run } = await imported(csvOf(3));
    const customer = (await everybody())[1]!;
    const ref = { connection: CONNECTION, id: customer.id };
    await ask('submit', { edit: 'e', ref, change: { kind: 'remark', text: '改过' }, base: { kind: 'remark', text: customer.remark! } });
    await expect.poll(async () => (await everybody())[1]!.remark).toBe('改过');
    expect(await undone(run)).toEqual({ left: 0, removed: 2, restored: 0, kept: [{ id: ref.id, name: customer.name }] });
    expect(await everybody()).toMatchObject([{ name: customer.name, remark: '改过' }]);
  });
});
