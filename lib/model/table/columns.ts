import type { Option } from '../customer';
import { isTagCalled, type Tag } from '../tag';
import { createPlaces, type RowPart } from './row';

/** The value for an unknown time or position. */
const NONE = -1;

/** A row as it is drawn. */
export interface Line {
  id: string;
  name: string;
  company: string | null;
  phone: string | null;
  phones: number;
  stage: Option | null;
  tags: Tag[];
  owner: string | null;
  /** Epoch ms, null where unknown. */
  createdAt: number | null;
  updatedAt: number | null;
  followUpAt: number | null;
}

/**
 * The customers of one connection in columns: about 150 bytes and the texts for each. A customer keeps its slot until it is removed; then the
 * slot is reused.
 */
export class Columns {
  readonly ids: (string | null)[] = [];
  readonly names: string[] = [];
  readonly companies: (string | null)[] = [];
  private phones: (string | null)[] = [];
  private phoneCounts = new Uint8Array(ROOM);
  stage = new Int32Array(ROOM);
  tagSet = new Int32Array(ROOM);
  owner = new Int32Array(ROOM);
  createdAt = new Float64Array(ROOM);
  updatedAt = new Float64Array(ROOM);
  followUpAt = new Float64Array(ROOM);
  private slots = new Map<string, number>();
  private free: number[] = [];
  private stageRanks: number[] = [];
  private stagePlaces = createPlaces<Option>(({ id }) => id);
  private tagPlaces = createPlaces<Tag>(({ id, name }) => `${id}\n${name}`);
  private setPlaces = createPlaces<number[]>((set) => set.join());
  private ownerPlaces = createPlaces<string>((name) => name);

  get size(): number {
    return this.slots.size;
  }

  get stages(): Option[] {
    return this.stagePlaces.all;
  }

  get tags(): Tag[] {
    return this.tagPlaces.all;
  }

  slotOf(id: string): number | null {
    return this.slots.get(id) ?? null;
  }

  /** Adds rows, or replaces those with the same ids; returns their slots. */
  put({ rows, stages, tags }: Omit<RowPart, 'next'>): number[] {
    const stageAt = stages.map(this.stagePlaces.of);
    const tagAt = tags.map(this.tagPlaces.of);
    return rows.map((row) => {
      const slot = this.slots.get(row.id) ?? this.free.pop() ?? this.ids.length;
      if (slot >= this.stage.length) this.grow();
      this.slots.set(row.id, slot);
      this.ids[slot] = row.id;
      this.names[slot] = row.name;
      this.companies[slot] = row.company;
      this.phones[slot] = row.phone;
      this.phoneCounts[slot] = Math.min(row.phones, 255);
      this.stage[slot] = row.stage === null ? NONE : stageAt[row.stage]!;
      this.tagSet[slot] = this.setPlaces.of(row.tags.map((tag) => tagAt[tag]!));
      this.owner[slot] = row.owner === null ? NONE : this.ownerPlaces.of(row.owner);
      this.createdAt[slot] = timeOf(row.createdAt);
      this.updatedAt[slot] = timeOf(row.updatedAt);
      this.followUpAt[slot] = timeOf(row.followUpAt);
      return slot;
    });
  }

  remove(id: string): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    this.slots.delete(id);
    this.ids[slot] = null;
    this.free.push(slot);
  }

  /** Removes all rows except these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of [...this.slots.keys()]) if (!ids.has(id)) this.remove(id);
  }

  /** The slots of all rows. */
  all(): Int32Array {
    return Int32Array.from(this.slots.values());
  }

  /** The stages in their order, whether a customer has them or not; unknown stages come after them. */
  expect(stages: Option[]): void {
    for (const stage of stages) this.stagePlaces.of(stage);
    const places = new Map(stages.map(({ id }, place) => [id, place]));
    this.stageRanks = this.stages.map(({ id }, at) => places.get(id) ?? stages.length + at);
  }

  /** The position of a row's stage; negative without one. */
  stageRank(slot: number): number {
    const at = this.stage[slot]!;
    return this.stageRanks[at] ?? at;
  }

  /** The position of a stage by its id, where it exists. */
  stageAt(id: string): number | null {
    const at = this.stages.findIndex((stage) => stage.id === id);
    return at < 0 ? null : at;
  }

  /** The sets of tags that contain one with this name; without a name, the empty set. */
  setsWith(tag: string, folds: boolean): Set<number> {
    if (tag === '') return new Set([this.setPlaces.of([])]);
    const wanted = new Set(this.tags.flatMap((one, at) => (isTagCalled(one, tag, folds) ? at : [])));
    return new Set(this.setPlaces.all.flatMap((set, at) => (set.some((one) => wanted.has(one)) ? at : [])));
  }

  ownerOf(slot: number): string | null {
    return this.ownerPlaces.all[this.owner[slot]!] ?? null;
  }

  line(slot: number): Line {
    return {
      id: this.ids[slot] ?? '',
      name: this.names[slot]!,
      company: this.companies[slot]!,
      phone: this.phones[slot]!,
      phones: this.phoneCounts[slot]!,
      stage: this.stages[this.stage[slot]!] ?? null,
      tags: (this.setPlaces.all[this.tagSet[slot]!] ?? []).map((at) => this.tags[at]!),
      owner: this.ownerOf(slot),
      createdAt: momentOf(this.createdAt[slot]!),
      updatedAt: momentOf(this.updatedAt[slot]!),
      followUpAt: momentOf(this.followUpAt[slot]!),
    };
  }

  private grow(): void {
    const size = this.stage.length * 2;
    for (const name of ['stage', 'tagSet', 'owner', 'createdAt', 'updatedAt', 'followUpAt', 'phoneCounts'] as const) {
      const before = this[name];
      const grown = new (before.constructor as new (length: number) => typeof before)(size);
      grown.set(before as never);
      Object.assign(this, { [name]: grown });
    }
  }
}

const ROOM = 1_024;

function timeOf(text: string | null): number {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isNaN(time) ? NONE : time;
}

function momentOf(time: number): number | null {
  return time === NONE ? null : time;
}
