import { useState } from 'preact/hooks';
import { tagLook as inGroup, type SchemaGroup } from '../../../lib/model/book/schema';
import type { Tag } from '../../../lib/model/tag';
import { TagDot } from '../../customer/tag-dot';
import { tagLook } from '../../customer/tag-look';
import { INPUT } from '../../field';
import { useCustomersTexts } from '../use-customers-texts';
import { AddLine } from './add-line';
import { Line, moved } from './line';
import { NameBox } from './name-box';
import { Palette } from './palette';
import type { PartProps } from './schema-view';

/** The headings in their order, each with its tags; tags without a heading come last. */
export function Tags(props: PartProps) {
  const { schema, change } = props;
  const own = useCustomersTexts();
  const groups = schema.groups.map((group) => ({ ...group, was: group.name }));
  const put = (next: (SchemaGroup & { was: string | null })[]) => change({ kind: 'groups', groups: next });
  const named = new Set<string | null>(schema.groups.map(({ name }) => name));
  return (
    <div>
      <ul aria-label={own('schema.tags.groups')} class="grid grid-cols-1 gap-3">
        {groups.map((group, at) => (
          <Line
            key={group.was}
            name={group.name}
            first={at === 0}
            last={at === groups.length - 1}
            onMove={(by) => void put(moved(groups, at, by))}
            // The tags stay, without a heading.
            onRemove={() => void put(groups.toSpliced(at, 1))}
            below={<TagsOf {...props} group={group.name} tags={schema.tags.filter((tag) => tag.group === group.name)} />}
          >
            <Palette
              label={own('schema.colorOf', { name: group.name })}
              name={group.name}
              color={group.color}
              onColor={(color) => void put(groups.with(at, { ...group, color }))}
            />
            <NameBox
              label={own('schema.nameOf', { name: group.name })}
              name={group.name}
              onName={(name) => (named.has(name) ? Promise.resolve(false) : put(groups.with(at, { ...group, name })))}
            />
          </Line>
        ))}
      </ul>
      <AddLine
        label={own('schema.tags.addGroup')}
        onAdd={(name) => (named.has(name) ? Promise.resolve(false) : put([...groups, { name, color: null, was: null }]))}
      />
      <h3 class="mt-4 font-medium">{own('schema.tags.without')}</h3>
      <TagsOf {...props} group={null} tags={schema.tags.filter((tag) => !named.has(tag.group))} />
    </div>
  );
}

function TagsOf({ schema, change, remove, group, tags }: PartProps & { group: string | null; tags: Tag[] }) {
  const own = useCustomersTexts();
  const [opened, open] = useState('');
  const one = tags.find(({ id }) => id === opened);
  return (
    <div class="mt-1 ml-1 border-l-2 border-line pl-3">
      <ul class="flex flex-wrap gap-1.5">
        {tags.map((tag) => (
          <li key={tag.id}>
            <button
              type="button"
              aria-expanded={tag.id === opened}
              class="inline-flex min-h-7 max-w-60 items-center gap-1.5 rounded-m border border-line bg-raised px-2 hover:bg-hover aria-expanded:border-accent"
              onClick={() => open(tag.id === opened ? '' : tag.id)}
            >
              <TagDot look={tagLook(inGroup(schema, tag))} />
              <span class="truncate">{tag.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {one && (
        <div class="mt-2 flex flex-wrap items-center gap-2 rounded-m bg-hover p-2">
          <Palette
            label={own('schema.colorOf', { name: one.name })}
            name={one.name}
            color={one.color}
            onColor={(color) => void change({ kind: 'tag', tag: { ...one, color } })}
          />
          <NameBox
            label={own('schema.nameOf', { name: one.name })}
            name={one.name}
            onName={(name) => change({ kind: 'tag', tag: { ...one, name } })}
          />
          <select
            aria-label={own('schema.tags.groupOf', { name: one.name })}
            class={`${INPUT} w-auto max-w-48 flex-none`}
            value={one.group ?? ''}
            onChange={(event) => void change({ kind: 'tag', tag: { ...one, group: event.currentTarget.value || null } })}
          >
            <option value="">{own('schema.tags.without')}</option>
            {schema.groups.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="min-h-7 rounded-s px-2 text-danger hover:underline"
            onClick={() =>
              remove({ name: one.name, of: { kind: 'tag', tag: one.id }, change: { kind: 'remove-tag', tag: one.id, into: null } })
            }
          >
            {own('schema.tags.remove')}
          </button>
        </div>
      )}
      <AddLine label={own('schema.tags.add')} onAdd={(name) => change({ kind: 'tag', tag: { id: '', name, group, color: null } })} />
    </div>
  );
}
