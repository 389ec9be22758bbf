import { useState } from 'preact/hooks';
import type { ManyChange } from '../../../lib/model/many/many-calls';
import { sameTag, type Tag } from '../../../lib/model/tag';
import type { ConnectionView } from '../../../lib/model/view';
import { Button } from '../../button';
import { TagCombobox } from '../../customer/tag-combobox';
import { INPUT } from '../../field';
import { lazily } from '../../lazily';
import { LOCAL_BOOK } from '../../local-book';
import type { PanelActions, TagMatcher } from '../../panel/actions';
import { useCustomersTexts } from '../use-customers-texts';
import { MOST_EDITS, type AllActions } from './actions';
import { Done, Running } from './bulk-news';
import { Removal } from './removal';
import type { Table } from './use-table';
import { useWork } from './use-work';

const Carrying = lazily(() => import('./carrying').then((file) => file.Carrying));
const ExportBlock = lazily(() => import('../import/export-block').then((file) => file.ExportBlock));

interface BulkBarProps {
  connection: ConnectionView;
  table: Table;
  /** The selected slots, in the order that is shown. */
  slots: number[];
  actions: AllActions;
  panel: PanelActions;
  matches: TagMatcher;
  /** Set by the administrator's policy. */
  mayExport: boolean;
  /** The other connections: customers of a book can be copied to those that can add customers. */
  others: ConnectionView[];
  maskPhones: boolean;
  onMerge: (ids: [string, string]) => void;
  onNone: () => void;
}

/** The actions on all selected customers. */
export function BulkBar({
  connection,
  table,
  slots,
  actions,
  panel,
  matches,
  mayExport,
  others,
  maskPhones,
  onMerge,
  onNone,
}: BulkBarProps) {
  const own = useCustomersTexts();
  const { columns, stages } = table;
  const [asking, setAsking] = useState<'remove' | 'export' | 'carry' | null>(null);
  const [tag, setTag] = useState('');
  const [stage, setStage] = useState('');
  const work = useWork(table, actions, onNone);
  const isBook = connection.provider === LOCAL_BOOK;
  const can = (kind: ManyChange['kind']) => connection.can.changes.includes(kind);
  const ids = slots.map((slot) => columns.ids[slot]!);
  const tooMany = !isBook && slots.length > MOST_EDITS;
  const there = slots.length > 0 ? tagsOf(table, slots) : [];

  function change(wanted: ManyChange): void {
    if (isBook) return work.begin(ids, (told) => actions.changeMany(connection.id, ids, wanted, told));
    const edits = slots.flatMap((slot) => {
      const before = beforeIn(table, slot, wanted);
      return before ? [{ id: columns.ids[slot]!, before }] : [];
    });
    work.begin(ids, (told) => actions.editMany(connection.id, edits, wanted, told));
  }
  if (work.running !== null) return <Running {...work.running} onStop={work.stop} />;
  return (
    <>
      {work.outcome && <Done outcome={work.outcome} onUndo={work.undo} onClose={work.forget} />}
      {slots.length > 0 && (
        <div
          role="group"
          aria-label={own('all.bulk')}
          class="flex flex-wrap items-center gap-2 border-t border-line bg-info-soft px-3 py-2"
        >
          <span class="font-medium">{own('all.chosen', { count: slots.length })}</span>
          {tooMany ? (
            <span class="text-ink-2">{own('all.tooMany', { count: MOST_EDITS })}</span>
          ) : (
            <>
              {can('add-tag') && (
                <span class="relative inline-flex">
                  <TagCombobox
                    draft={{ form: 'tag', of: 'many', connection: connection.id }}
                    present={[]}
                    canCreate={connection.can.newTags}
                    folds={isBook}
                    hotkey={false}
                    matches={matches}
                    load={() => panel.loadTags(connection.id)}
                    onPick={(picked) => change({ kind: 'add-tag', tag: picked })}
                  />
                </span>
              )}
              {can('remove-tag') && there.length > 0 && (
                <Choice
                  label={own('all.untag')}
                  act={own('all.untagDo')}
                  options={there.map((one, at) => [String(at), one.name])}
                  value={tag}
                  onValue={setTag}
                  onAct={() => change({ kind: 'remove-tag', tag: there[Number(tag)]! })}
                />
              )}
              {can('field') && stages && (
                <Choice
                  label={own('all.stage')}
                  act={own('all.stageDo')}
                  options={stages.options.map(({ id, name }) => [id, name])}
                  value={stage}
                  onValue={setStage}
                  onAct={() => change({ kind: 'field', field: stages.field, value: stage })}
                />
              )}
            </>
          )}
          {isBook && slots.length === 2 && <Button onClick={() => onMerge([ids[0]!, ids[1]!])}>{own('all.merge')}</Button>}
          {isBook && (
            <>
              <Button aria-expanded={asking === 'export'} onClick={() => setAsking(asking === 'export' ? null : 'export')}>
                {own('all.export')}
              </Button>
              <Button aria-expanded={asking === 'carry'} onClick={() => setAsking(asking === 'carry' ? null : 'carry')}>
                {own('carry.title')}
              </Button>
              <Button look="danger" onClick={() => setAsking('remove')}>
                {own('all.remove')}
              </Button>
            </>
          )}
          <Button look="quiet" onClick={onNone}>
            {own('all.chooseNone')}
          </Button>
        </div>
      )}
      {asking === 'export' && slots.length > 0 && (
        <div class="px-3 py-2">
          <ExportBlock
            connection={connection.id}
            allowed={mayExport}
            exportRows={(wanted, onRows) => actions.exportRows({ ...wanted, ids }, onRows)}
          />
        </div>
      )}
      {asking === 'carry' && slots.length > 0 && (
        <Carrying
          key={ids.join()}
          from={connection.id}
          others={others}
          mayExport={mayExport}
          onConnect={panel.openOptions}
          ids={ids}
          maskPhones={maskPhones}
          actions={actions}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && slots.length > 0 && (
        <div class="px-3 py-2">
          <Removal
            count={slots.length}
            load={() => actions.countMany(connection.id, ids)}
            onYes={() => {
              setAsking(null);
              work.begin(ids, (told) => actions.removeMany(connection.id, ids, told));
            }}
            onCancel={() => setAsking(null)}
          />
        </div>
      )}
    </>
  );
}

/** The value of a row before the change; null where the row already has the new value. */
function beforeIn({ columns }: Table, slot: number, change: ManyChange): ManyChange | null {
  const { tags, stage } = columns.line(slot);
  if (change.kind === 'field') return (stage?.id ?? null) === change.value ? null : { ...change, value: stage?.id ?? null };
  const has = tags.some((one) => sameTag(one, change.tag));
  if (has === (change.kind === 'add-tag')) return null;
  return { kind: has ? 'add-tag' : 'remove-tag', tag: change.tag };
}

/** The largest number of selected customers whose tags are offered for removal. */
const LOOKED_AT = 5_000;

function tagsOf({ columns }: Table, slots: number[]): Tag[] {
  const found = new Map<string, Tag>();
  for (const slot of slots.slice(0, LOOKED_AT)) for (const tag of columns.line(slot).tags) found.set(tag.id || tag.name, tag);
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

interface ChoiceProps {
  label: string;
  act: string;
  options: [value: string, name: string][];
  value: string;
  onValue: (value: string) => void;
  onAct: () => void;
}

/** A list with a button: choosing an option alone changes nothing, so that arrow keys are safe. */
function Choice({ label, act, options, value, onValue, onAct }: ChoiceProps) {
  const isChosen = options.some(([one]) => one === value);
  return (
    <span class="inline-flex items-center gap-1">
      <select
        aria-label={label}
        class={`${INPUT} h-7 w-auto max-w-36`}
        value={isChosen ? value : ''}
        onChange={({ currentTarget }) => onValue(currentTarget.value)}
      >
        <option value="">{label}</option>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
      {isChosen && <Button onClick={onAct}>{act}</Button>}
    </span>
  );
}
