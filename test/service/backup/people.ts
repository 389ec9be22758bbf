import { makeBackup } from '../../../lib/model/backup/make';
import type { BackupKind, BackupRecord } from '../../../lib/model/backup/kinds';

const NAMES = ['王芳', '李雷', 'Lily 🌸', '欧阳娜娜', '‮Tom', "O'Brien"];

/** A customer as a backup has them. */
export function keptCustomer(id: string, more: BackupRecord = {}): BackupRecord {
  return {
    ...{
      connection: 'book',
      id,
      name: NAMES[id.length % NAMES.length],
      company: null,
      remark: null,
      nickname: null,
      source: null,
      stage: null,
    },
    ...{ phones: [{ label: null, number: `1390000${id.padStart(4, '0').slice(-4)}`, hidden: false }], tags: [], fields: {} },
    ...{ createdAt: '2026-10-01T08:00:00.000Z', updatedAt: '2026-10-01T08:00:00.000Z', lastFollowUpAt: null },
    ...more,
  };
}

/** A backup of these records, part by part as the worker makes them. */
export async function fileOf(records: Partial<Record<BackupKind, BackupRecord[]>>): Promise<Blob> {
  const head = { id: crypto.randomUUID(), madeAt: '2026-11-01T08:00:00.000Z', by: '0.1.0' };
  const made = await makeBackup(head, null, async (kind, after) => {
    const from = Number(after ?? 0);
    const all = records[kind] ?? [];
    return { records: all.slice(from, from + 500), next: from + 500 < all.length ? String(from + 500) : null };
  });
  return made.file;
}

/** A whole book: customers with tags and fields, follow-ups, links, reminders, quick replies. */
export function wholeBook(customers: number): Partial<Record<BackupKind, BackupRecord[]>> {
  const ids = Array.from({ length: customers }, (_, at) => String(at + 1));
  const tags = [
    { id: 'vip', name: '贵宾', group: '等级', color: '#d00000' },
    { id: 'old', name: '老客', group: null, color: null },
  ];
  const fields = [{ id: 'birthday', label: '生日', type: 'date', options: [] }];
  return {
    schema: [
      { connection: 'book', schema: { fields, groups: [{ name: '等级', color: '#d00000' }], tags, kinds: [{ id: 'call', name: '电话' }] } },
    ],
    customers: ids.map((id, at) =>
      keptCustomer(id, {
        remark: `备注 ${id}\n第二行`,
        company: at % 3 === 0 ? '启明医药' : null,
        tags: at % 2 === 0 ? ['vip'] : ['vip', 'old'],
        fields: at % 4 === 0 ? { birthday: '1990-05-01' } : {},
      }),
    ),
    followUps: ids.slice(0, Math.ceil(customers / 2)).map((id) => ({
      ...{ connection: 'book', customer: id, id: `f${id}`, text: `打过电话 ${id}`, at: '2026-10-02T08:00:00.000Z' },
      ...{ kind: 'call', remindAt: null },
    })),
    links: ids
      .slice(0, 3)
      .map((id) => ({ connection: 'book', site: 'wechat-web', name: `聊天 ${id}`, avatar: '12345', customer: id, refused: [] })),
    reminders: [
      {
        id: 'r1',
        ref: { connection: 'book', id: '1' },
        customer: '王芳',
        text: '回电',
        at: Date.parse('2027-01-05T08:00:00Z'),
        notified: false,
      },
    ],
    replies: [{ id: 'hello', group: '常用', title: '问候', text: '{name}，您好', order: 0 }],
  };
}
