import * as v from 'valibot';
import { until } from '../../model/elapsed';
import { later } from '../../model/later';
import type { Colleague, Field, Option } from '../../model/customer';
import type { Tag, TagGroup } from '../../model/tag';
import type { ProviderDeps } from '../provider';
import type { Label } from './schema';

/**
 * The CRM's data that seldom change, stored in the connection's memory: with ten calls in ten seconds, a worker that has just started must not
 * load them again.
 */
export interface CrmCache {
  /** The fields of customers, null when they were not read within the last hour. */
  fields(): Promise<Field[] | null>;
  keepFields(fields: Field[]): Promise<void>;
  /** The orders that a search can be sorted by, null when they were not read within the last hour. */
  sortings(): Promise<Option[] | null>;
  keepSortings(sortings: Option[]): Promise<void>;
  /** The columns of the CRM's own list, in its order. */
  columns(): Promise<string[]>;
  keepColumns(columns: string[]): Promise<void>;
  /** The labels of all customers seen, by group. */
  tags(): Promise<TagGroup[]>;
  keepLabels(labels: Label[]): Promise<void>;
  /** The owners of all customers seen: no documented call lists the team. */
  owners(): Promise<Colleague[]>;
  keepOwners(owners: (Colleague | null)[]): Promise<void>;
  /** Who we are there with these credentials (a digest of them); undefined where that was not asked yet, null where the CRM does not say. */
  me(credentials: string): Promise<Colleague | null | undefined>;
  keepMe(credentials: string, me: Colleague | null): Promise<void>;
}

export function createCrmCache({ memory, now }: ProviderDeps): CrmCache {
  return {
    async fields() {
      const kept = readAs(FIELDS, await memory.get('fields'));
      return kept && until(kept.until, KEEP_MS, now()) > 0 ? kept.fields : null;
    },
    keepFields: (fields) => memory.set('fields', JSON.stringify({ until: now() + KEEP_MS, fields })),
    async sortings() {
      const kept = readAs(SORTINGS, await memory.get('sortings'));
      return kept && until(kept.until, KEEP_MS, now()) > 0 ? kept.sortings : null;
    },
    keepSortings: (sortings) => memory.set('sortings', JSON.stringify({ until: now() + KEEP_MS, sortings })),
    columns: async () => readAs(COLUMNS, await memory.get('columns')) ?? [],
    async keepColumns(columns) {
      const text = JSON.stringify(columns);
      if (columns.length && text !== (await memory.get('columns'))) await memory.set('columns', text);
    },
    tags: async () => grouped(readAs(LABELS, await memory.get('labels')) ?? []),
    async keepLabels(labels) {
      const before = await memory.get('labels');
      const after = JSON.stringify(merged(readAs(LABELS, before) ?? [], labels.map(toCached)));
      if (labels.length && after !== before) await memory.set('labels', after);
    },
    owners: async () => readAs(OWNERS, await memory.get('owners')) ?? [],
    async keepOwners(owners) {
      const before = await memory.get('owners');
      const all = new Map((readAs(OWNERS, before) ?? []).map((owner) => [owner.id, owner]));
      for (const owner of owners) if (owner?.id) all.set(owner.id, { id: owner.id, name: owner.name });
      const after = JSON.stringify([...all.values()].slice(-MOST_OWNERS));
      if (all.size && after !== before) await memory.set('owners', after);
    },
    async me(credentials) {
      const kept = readAs(ME, await memory.get('me'));
      return kept?.credentials === credentials ? kept.me : undefined;
    },
    keepMe: (credentials, me) => memory.set('me', JSON.stringify({ credentials, me })),
  };
}

/** A label as a tag. Of its group only the id is known. */
export function toTag({ id, content, color }: Label): Tag {
  const cssColor = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(color ?? '') ? color : null;
  return { id, name: content.trim() || id, group: null, color: cssColor };
}

const KEEP_MS = 60 * 60_000;
const MOST_LABELS = 1_000;
const MOST_OWNERS = 500;

const TYPE = later(() => v.picklist(['text', 'choice', 'date', 'number', 'long-text', 'choices', 'date-time', 'phone']));
const FIELD = later(() =>
  v.object({
    id: v.string(),
    label: v.string(),
    type: TYPE,
    options: v.array(v.object({ id: v.string(), name: v.string() })),
    editable: v.boolean(),
    isStage: v.exactOptional(v.literal(true)),
    notSearched: v.exactOptional(v.literal(true)),
  }),
);
const FIELDS = later(() => v.object({ until: v.number(), fields: v.array(FIELD) }));
const SORTINGS = later(() => v.object({ until: v.number(), sortings: v.array(v.object({ id: v.string(), name: v.string() })) }));
const COLUMNS = v.array(v.string());
const LABEL = later(() => v.object({ id: v.string(), name: v.string(), color: v.nullable(v.string()), groupId: v.nullable(v.string()) }));
const LABELS = v.array(LABEL);
const ME = later(() => v.object({ credentials: v.string(), me: v.nullable(v.object({ id: v.string(), name: v.string() })) }));
const OWNERS = v.array(v.object({ id: v.string(), name: v.string() }));

type CachedLabel = v.InferOutput<typeof LABEL>;

function readAs<S extends v.GenericSchema>(schema: S, text: string | null): v.InferOutput<S> | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return read.success ? read.output : null;
}

function toCached(label: Label): CachedLabel {
  const { id, name, color } = toTag(label);
  return { id, name, color, groupId: label.group_id };
}

/** The newest name and colour of each label; the order in which they were met stays. */
function merged(before: CachedLabel[], seen: CachedLabel[]): CachedLabel[] {
  const all = new Map(before.map((label) => [label.id, label]));
  for (const label of seen) all.set(label.id, label);
  return [...all.values()].slice(-MOST_LABELS);
}

function grouped(labels: CachedLabel[]): TagGroup[] {
  const groups = Map.groupBy(labels, ({ groupId }) => groupId);
  return [...groups.values()].map((group) => ({
    name: null,
    tags: group.map(({ id, name, color }) => ({ id, name, group: null, color })),
  }));
}
