import { useEffect, useState } from 'preact/hooks';
import { STAGE, type BookSchema, type SchemaField, type SchemaUse } from '../../../lib/model/book/schema';
import type { SchemaChange } from '../../../lib/model/book/schema-change';
import { toProblem, type Problem } from '../../../lib/model/problem';
import { ProblemNote } from '../../note';
import { ConfirmDialog } from '../../confirm-dialog';
import { Select } from '../../select';
import { useCustomersTexts } from '../use-customers-texts';
import type { ViewProps } from '../views';
import type { SchemaActions } from './actions';
import { Examples } from './examples';
import { Fields } from './fields';
import { NamedList } from './named-list';
import { ViewSection } from '../view-section';
import { Tags } from './tags';

/** What is about to be removed, and its name. */
export interface Removing {
  name: string;
  of: SchemaUse;
  change: SchemaChange;
}

export interface PartProps {
  schema: BookSchema;
  change: (change: SchemaChange) => Promise<boolean>;
  /** Asks for confirmation first, with the number of customers that lose something. */
  remove: (removing: Removing) => void;
}

/** The fields, stages, kinds of follow-ups and tags of a local book. */
export function SchemaView({ connections, rules, actions }: ViewProps<SchemaActions>) {
  const own = useCustomersTexts();
  const books = connections.filter(({ provider }) => provider === 'local');
  const [chosen, choose] = useState('');
  const book = books.find(({ id }) => id === chosen) ?? books[0];
  return (
    <div class="mx-auto grid max-w-[62rem] grid-cols-1 gap-4 px-4 py-5">
      {!book && <p class="text-ink-2">{own('schema.noBook')}</p>}
      {books.length > 1 && (
        <Select label={own('schema.book')} options={books.map(({ id, name }) => [id, name] as const)} value={book!.id} onValue={choose} />
      )}
      {book && <OneBook key={book.id} connection={book.id} editable={rules.localBook} actions={actions} />}
    </div>
  );
}

function OneBook({ connection, editable, actions }: { connection: string; editable: boolean; actions: SchemaActions }) {
  const own = useCustomersTexts();
  const [schema, setSchema] = useState<BookSchema | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [removing, setRemoving] = useState<(Removing & { count: number }) | null>(null);
  useEffect(() => void load(), []);
  if (!schema && problem) return <ProblemNote problem={problem} onRetry={() => void load()} />;
  if (!schema) return <p class="text-ink-3">{own('schema.loading')}</p>;

  async function load(): Promise<void> {
    await actions.schema(connection).then(told, failed);
  }
  function told(known: BookSchema): void {
    setSchema(known);
    setProblem(null);
  }
  function failed(thrown: unknown): void {
    setProblem(toProblem(thrown, 'schema'));
  }
  async function change(wanted: SchemaChange): Promise<boolean> {
    return actions.change(connection, wanted).then(
      (known) => (told(known), true),
      (thrown: unknown) => (failed(thrown), false),
    );
  }
  async function remove(wanted: Removing): Promise<void> {
    try {
      const count = await actions.uses(connection, wanted.of);
      if (count === 0) await change(wanted.change);
      else setRemoving({ ...wanted, count });
    } catch (thrown) {
      failed(thrown);
    }
  }
  async function removed(): Promise<Problem | null> {
    if (removing && (await change(removing.change))) setRemoving(null);
    return null;
  }
  const props: PartProps = { schema, change, remove: (wanted) => void remove(wanted) };
  const stage = schema.fields.find(({ id }) => id === STAGE);
  return (
    <fieldset disabled={!editable} class="contents">
      {problem && <ProblemNote problem={problem} />}
      {removing && (
        <ConfirmDialog
          title={own('schema.remove.title', { name: removing.name })}
          yes={own('schema.remove.yes')}
          onYes={removed}
          onCancel={() => setRemoving(null)}
        >
          <p>
            {own(removing.of.kind === 'follow-up-kind' ? 'schema.remove.followUps' : 'schema.remove.values', { count: removing.count })}
          </p>
        </ConfirmDialog>
      )}
      <Examples {...props} stageUses={() => (stage ? actions.uses(connection, { kind: 'field', field: STAGE }) : Promise.resolve(0))} />
      <div class="grid grid-cols-1 items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <ViewSection id="fields" title={own('schema.fields')} help={own('schema.fields.help')}>
          <Fields {...props} />
        </ViewSection>
        <div class="grid grid-cols-1 gap-4">
          <ViewSection id="stages" title={own('schema.stages')} help={own('schema.stages.help')}>
            <NamedList
              label={own('schema.stages')}
              add={own('schema.stages.add')}
              options={stage?.options ?? []}
              onOptions={(options) => change({ kind: 'fields', fields: withStages(schema.fields, options, own('schema.stages')) })}
              onRemove={(option, options) =>
                props.remove({
                  name: option.name,
                  of: { kind: 'option', field: STAGE, option: option.id },
                  change: { kind: 'fields', fields: withStages(schema.fields, options, own('schema.stages')) },
                })
              }
            />
          </ViewSection>
          <ViewSection id="kinds" title={own('schema.kinds')} help={own('schema.kinds.help')}>
            <NamedList
              label={own('schema.kinds')}
              add={own('schema.kinds.add')}
              options={schema.kinds}
              onOptions={(kinds) => change({ kind: 'kinds', kinds })}
              onRemove={(kind, kinds) =>
                props.remove({ name: kind.name, of: { kind: 'follow-up-kind', id: kind.id }, change: { kind: 'kinds', kinds } })
              }
            />
          </ViewSection>
        </div>
      </div>
      <ViewSection id="tags" title={own('schema.tags')} help={own('schema.tags.help')}>
        <Tags {...props} />
      </ViewSection>
    </fieldset>
  );
}

/** The first stage also adds the field, in the first place. */
function withStages(fields: SchemaField[], options: SchemaField['options'], label: string): SchemaField[] {
  const there = fields.some(({ id }) => id === STAGE);
  if (there) return fields.map((field) => (field.id === STAGE ? { ...field, options } : field));
  return [{ id: STAGE, label, type: 'choice', options }, ...fields];
}
