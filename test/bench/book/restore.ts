import { newBackupKey, openBackup, type BackupKey } from '../../../lib/model/backup/file.ts';
import { BACKUP_KINDS, PART_SIZE, type BackupKind, type BackupRecord, type RestoreHow } from '../../../lib/model/backup/kinds.ts';
import { makeBackup } from '../../../lib/model/backup/make.ts';
import { sameJson } from '../../../lib/model/backup/merge.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { setStage, type Stage } from '../../support/stage.ts';
import { figure, type Figure } from '../figure.ts';

const MERGE: RestoreHow = { way: 'merge', prefer: 'there', settings: false };
const PASSPHRASE = 'north window, noon';

type Content = Partial<Record<BackupKind, BackupRecord[]>>;

/** Counts the differences of a book after backup, wipe and restore in a real Chromium, sealed and not. */
export async function measureRestore(customers = 20_000): Promise<Figure[]> {
  const stage = await setStage({ language: 'en-US' });
  try {
    const details: string[] = [];
    const differences: number[] = [];
    for (const passphrase of [null, PASSPHRASE]) {
      await stage.ask('wipe', null);
      await restore(stage, await fileOf(bookOf(customers)), null);
      const before = await contentOf(stage);
      const key = passphrase === null ? null : await newBackupKey(passphrase);
      const [file, made] = await timed(() => backup(stage, key));
      await stage.ask('wipe', null);
      const left = await contentOf(stage);
      if (left.customers?.length) throw new Error('the book was not wiped');
      const [, restored] = await timed(() => restore(stage, file, passphrase));
      const found = differing(before, await contentOf(stage));
      differences.push(found);
      const size = `${(file.size / 1e6).toFixed(1)} MB`;
      details.push(
        `${passphrase === null ? 'readable' : 'sealed'}: ${size}, made in ${made} s, restored in ${restored} s, ${found} differences`,
      );
    }
    const all = differences.reduce((sum, one) => sum + one, 0);
    return [figure('restore', '', '0', all, differences, `${customers} customers; ${details.join('; ')}`)];
  } finally {
    await stage.close();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, string]> {
  const from = performance.now();
  const done = await work();
  return [done, ((performance.now() - from) / 1000).toFixed(1)];
}

async function backup(stage: Stage, key: BackupKey | null): Promise<Blob> {
  const head = { id: crypto.randomUUID(), madeAt: new Date().toISOString(), by: 'bench' };
  return (await makeBackup(head, key, (kind, after) => stage.ask('backupPart', { kind, after, secrets: false }))).file;
}

async function restore(stage: Stage, file: Blob, passphrase: string | null): Promise<void> {
  const id = crypto.randomUUID();
  await stage.ask('beginRestore', { restore: id, madeAt: new Date().toISOString(), from: 'bench' });
  let number = 0;
  for await (const { kind, records } of (await openBackup(file)).parts(passphrase)) {
    await stage.ask('takeRestorePart', { restore: id, number: number++, kind, records: records as BackupRecord[] });
  }
  await stage.ask('endRestoreParts', { restore: id, parts: number });
  while ((await stage.ask('applyRestore', { restore: id, how: MERGE })).phase !== 'done');
}

async function contentOf(stage: Stage): Promise<Content> {
  const content: Content = {};
  for (const kind of BACKUP_KINDS) {
    for (let after: string | null | undefined; after !== null;) {
      const part: { records: unknown[]; next: string | null } = await stage.ask('backupPart', {
        kind,
        after: after ?? null,
        secrets: true,
      });
      (content[kind] ??= []).push(...(part.records as BackupRecord[]));
      after = part.next;
    }
  }
  return content;
}

/** The number of records that are missing, additional or different. */
function differing(before: Content, after: Content): number {
  let differences = 0;
  for (const kind of BACKUP_KINDS) {
    const keyed = (records: BackupRecord[] = []) => new Map(records.map((one) => [keyOf(kind, one), one]));
    const [one, other] = [keyed(before[kind]), keyed(after[kind])];
    for (const key of new Set([...one.keys(), ...other.keys()])) if (!sameJson(one.get(key), other.get(key))) differences++;
  }
  return differences;
}

function keyOf(kind: BackupKind, record: BackupRecord): string {
  if (kind === 'settings') return kind;
  return JSON.stringify(['connection', 'id', 'customer', 'site', 'name', 'avatar'].map((column) => record[column] ?? null));
}

/** A file with these records. */
async function fileOf(content: Content): Promise<Blob> {
  const head = { id: crypto.randomUUID(), madeAt: new Date().toISOString(), by: 'bench' };
  const made = await makeBackup(head, null, async (kind, after) => {
    const from = Number(after ?? 0);
    const all = content[kind] ?? [];
    return { records: all.slice(from, from + PART_SIZE), next: from + PART_SIZE < all.length ? String(from + PART_SIZE) : null };
  });
  return made.file;
}

const TEXTS = ['周五回电', 'O’Brien & Söhne "GmbH"', '‮backwards', '👩‍👩‍👧 家庭', '第一行\n第二行\t列', '=1+1', '<b>x</b>', ' ', 'é', '𠮷田'];

/** A book with everything that a customer can have. */
function bookOf(customers: number): Content {
  const random = chance(20_261_130);
  const next = (count: number) => Math.floor(random() * count);
  const text = () => `${TEXTS[next(TEXTS.length)]} ${next(1e6)}`;
  const maybe = <T>(make: () => T): T | null => (next(3) === 0 ? null : make());
  const tags = Array.from({ length: 12 }, (_, at) => ({
    id: `tag-${at}`,
    name: `标签 ${at}`,
    group: at % 3 === 0 ? null : '等级',
    color: null,
  }));
  const options = Array.from({ length: 4 }, (_, at) => ({ id: `o${at}`, name: `选项 ${at}` }));
  const fields = [
    { id: 'birthday', label: '生日', type: 'date', options: [] },
    { id: 'amount', label: '金额', type: 'number', options: [] },
    { id: 'likes', label: '喜好', type: 'choices', options },
    { id: 'note', label: '说明', type: 'long-text', options: [] },
  ];
  const times = () => new Date(Date.parse('2026-01-01T00:00:00Z') + next(300) * 86_400_000).toISOString();
  const ids = Array.from({ length: customers }, (_, at) => `c-${at}`);
  return {
    schema: [{ connection: 'book', schema: { fields, groups: [{ name: '等级', color: '#d00000' }], tags, kinds: options } }],
    customers: ids.map((id) => ({
      ...{ connection: 'book', id, name: text(), company: maybe(text), remark: maybe(text), nickname: maybe(text), source: maybe(text) },
      ...{ stage: null, phones: [{ label: null, number: `139${String(next(1e8)).padStart(8, '0')}`, hidden: false }] },
      tags: [...new Set([next(12), next(12)])].map((at) => `tag-${at}`),
      fields: { birthday: '1990-05-01', amount: next(1e6) / 100, likes: [`o${next(4)}`], note: text() },
      ...{ createdAt: times(), updatedAt: times(), lastFollowUpAt: maybe(times) },
    })),
    followUps: ids
      .filter((_, at) => at % 2 === 0)
      .map((customer) => ({
        connection: 'book',
        customer,
        id: `f-${customer}`,
        text: text(),
        at: times(),
        kind: 'o1',
        remindAt: maybe(times),
      })),
    links: ids.slice(0, 500).map((customer, at) => ({
      connection: 'book',
      site: 'wechat-web',
      name: text(),
      avatar: String(10_000 + at),
      customer,
      refused: [],
    })),
    replies: ids.slice(0, 200).map((id, order) => ({ id: `r-${id}`, group: '常用', title: text(), text: text(), order })),
  };
}
