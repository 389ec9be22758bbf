import { useState } from 'preact/hooks';
import type { FieldType } from '../../../lib/model/customer';
import { STAGE, type SchemaField } from '../../../lib/model/book/schema';
import { Button } from '../../button';
import { INPUT } from '../../field';
import { useCustomersTexts } from '../use-customers-texts';
import { AddLine } from './add-line';
import { Line, moved } from './line';
import { NameBox } from './name-box';
import { NamedList } from './named-list';
import type { PartProps } from './schema-view';

const TYPES = ['text', 'long-text', 'number', 'date', 'choice', 'choices', 'phone', 'address'] as const satisfies FieldType[];

/** The fields in their order, without the stage, which has a list of its own. */
export function Fields({ schema, change, remove }: PartProps) {
  const own = useCustomersTexts();
  const [type, setType] = useState<(typeof TYPES)[number]>('text');
  const [opened, open] = useState('');
  const stages = schema.fields.filter(({ id }) => id === STAGE);
  const fields = schema.fields.filter(({ id }) => id !== STAGE);
  const put = (next: SchemaField[]) => change({ kind: 'fields', fields: [...stages, ...next] });
  return (
    <div>
      <ul aria-label={own('schema.fields')} class="divide-y divide-line">
        {fields.map((field, at) => (
          <Line
            key={field.id}
            name={field.label}
            first={at === 0}
            last={at === fields.length - 1}
            onMove={(by) => void put(moved(fields, at, by))}
            onRemove={() =>
              remove({
                name: field.label,
                of: { kind: 'field', field: field.id },
                change: { kind: 'fields', fields: [...stages, ...fields.toSpliced(at, 1)] },
              })
            }
            beside={
              field.type === 'choice' || field.type === 'choices' ? (
                <Button look="quiet" aria-expanded={opened === field.id} onClick={() => open(opened === field.id ? '' : field.id)}>
                  {own(`schema.type.${field.type}`)} · {own('schema.options', { count: field.options.length })}
                </Button>
              ) : (
                <span class="px-2 text-sm text-ink-3">{own(`schema.type.${field.type === 'date-time' ? 'date' : field.type}`)}</span>
              )
            }
            below={
              opened === field.id && (
                <div class="mb-2 ml-2 border-l-2 border-line pl-3">
                  <NamedList
                    label={own('schema.optionsOf', { name: field.label })}
                    add={own('schema.options.add')}
                    options={field.options}
                    onOptions={(options) => put(fields.with(at, { ...field, options }))}
                    onRemove={(option, options) =>
                      remove({
                        name: option.name,
                        of: { kind: 'option', field: field.id, option: option.id },
                        change: { kind: 'fields', fields: [...stages, ...fields.with(at, { ...field, options })] },
                      })
                    }
                  />
                </div>
              )
            }
          >
            <NameBox
              label={own('schema.nameOf', { name: field.label })}
              name={field.label}
              onName={(label) => put(fields.with(at, { ...field, label }))}
            />
          </Line>
        ))}
      </ul>
      <AddLine label={own('schema.fields.add')} onAdd={add}>
        <select
          aria-label={own('schema.type')}
          class={`${INPUT} max-w-36 flex-none`}
          value={type}
          onChange={(event) => setType(event.currentTarget.value as typeof type)}
        >
          {TYPES.map((one) => (
            <option key={one} value={one}>
              {own(`schema.type.${one}`)}
            </option>
          ))}
        </select>
      </AddLine>
    </div>
  );

  /** A new choice needs options: its list is opened at once. */
  async function add(label: string): Promise<boolean> {
    const field: SchemaField = { id: crypto.randomUUID(), label, type, options: [] };
    const taken = await put([...fields, field]);
    if (taken && (type === 'choice' || type === 'choices')) open(field.id);
    return taken;
  }
}
