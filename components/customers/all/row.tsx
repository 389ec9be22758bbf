import type { Line } from '../../../lib/model/table/columns';
import type { SortBy } from '../../../lib/model/table/order';
import { useNow } from '../../clock';
import { maskPhone, spacedPhone } from '../../customer/mask';
import { tagLook } from '../../customer/tag-look';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import { ROW_HEIGHT } from './use-rows';

/** The columns; container queries on the table hide those that do not fit. */
export const COLUMNS: {
  by: SortBy | null;
  title: 'name' | 'company' | 'phone' | 'stage' | 'tags' | 'owner' | 'followUp' | 'updated';
  cell: string;
}[] = [
  { by: 'name', title: 'name', cell: 'flex-[3_1_9rem]' },
  { by: 'company', title: 'company', cell: 'flex-[3_1_8rem] hidden @3xl:block' },
  { by: null, title: 'phone', cell: 'flex-[0_0_9.5rem] hidden @xl:block' },
  { by: 'stage', title: 'stage', cell: 'flex-[1_1_5rem] hidden @2xl:block' },
  { by: null, title: 'tags', cell: 'flex-[3_1_9rem] hidden @lg:flex' },
  { by: 'owner', title: 'owner', cell: 'flex-[1_1_5rem] hidden @5xl:block' },
  { by: 'followUpAt', title: 'followUp', cell: 'flex-[0_0_6.5rem] hidden @4xl:block' },
  { by: 'updatedAt', title: 'updated', cell: 'flex-[0_0_6.5rem] hidden @4xl:block' },
];

/** How the texts of some columns look: each cell is the box of its text, since a box within the cell would be laid out twice. */
const LOOKS: Partial<Record<(typeof COLUMNS)[number]['title'], string>> = {
  phone: 'tabular-nums',
  tags: 'gap-1',
  followUp: 'text-ink-2',
  updated: 'text-ink-2',
};

interface RowProps {
  id: string;
  place: number;
  top: number;
  line: Line;
  active: boolean;
  chosen: boolean;
  isOpen: boolean;
  maskPhones: boolean;
  slot: number;
  /** What a click does; a ref, so that unchanged rows need not be drawn again. */
  acts: { current: LineActs };
}

export interface LineActs {
  choose(place: number, slot: number, ranges: boolean): void;
  open(place: number, slot: number): void;
}

export function Row({ id, place, top, line, active, chosen, isOpen, maskPhones, slot, acts }: RowProps) {
  const own = useCustomersTexts();
  const { ago } = useTexts();
  const now = useNow(null);
  const { name, company, phone, phones, stage, tags, owner, followUpAt, updatedAt } = line;
  const number = phone && (maskPhones ? maskPhone(phone) : spacedPhone(phone));
  const cells = {
    name: (
      <>
        <span class="block truncate font-medium">{name || own('all.nameless')}</span>
        <span class="block truncate text-xs text-ink-2 @3xl:hidden">{[company, number].filter(Boolean).join(' · ')}</span>
      </>
    ),
    company,
    phone: (
      <>
        {number}
        {phones > 1 && <span class="text-ink-3"> +{phones - 1}</span>}
      </>
    ),
    stage: stage?.name,
    tags: tags.length > 0 && tagsOf(tags),
    owner,
    followUp: followUpAt !== null && ago(followUpAt, now),
    updated: updatedAt !== null && ago(updatedAt, now),
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={chosen}
      style={{ height: `${ROW_HEIGHT}px`, transform: `translateY(${top}px)` }}
      class={`absolute inset-x-0 top-0 flex items-center gap-3 border-b border-line px-3 hover:bg-hover ${isOpen ? 'bg-accent-soft' : chosen ? 'bg-info-soft' : ''} ${active ? 'group-focus-visible:outline-2 group-focus-visible:-outline-offset-2 group-focus-visible:outline-focus' : ''}`}
      onClick={(event) =>
        event.shiftKey || event.ctrlKey || event.metaKey ? acts.current.choose(place, slot, event.shiftKey) : acts.current.open(place, slot)
      }
    >
      <span role="gridcell" class="flex w-5 shrink-0 justify-center">
        <input
          type="checkbox"
          tabIndex={-1}
          class="size-4 accent-accent"
          aria-label={own('all.choose', { name })}
          checked={chosen}
          onClick={(event) => {
            event.stopPropagation();
            acts.current.choose(place, slot, event.shiftKey);
          }}
        />
      </span>
      {COLUMNS.map(({ title, cell }) => (
        <span key={title} role="gridcell" class={`min-w-0 truncate ${cell} ${LOOKS[title] ?? ''}`}>
          {cells[title]}
        </span>
      ))}
    </div>
  );
}

/** The most tags that a row shows. */
const TAGS_SHOWN = 3;

/** Places instead of keys: while scrolling, elements are reused and change their texts. */
function tagsOf(tags: Line['tags']) {
  const shown = tags.slice(0, TAGS_SHOWN).map((tag) => {
    const look = tagLook(tag);
    return (
      <bdi class={`max-w-24 truncate rounded-s px-1.5 text-xs leading-5 ${look.class}`} style={look.style}>
        {tag.name}
      </bdi>
    );
  });
  if (tags.length > TAGS_SHOWN) shown.push(<span class="text-xs leading-5 text-ink-3">+{tags.length - TAGS_SHOWN}</span>);
  return shown;
}
