import { useEffect, useState } from 'preact/hooks';
import type { Colleague, Field, Option } from '../../lib/model/customer';
import { toProblem, type Problem } from '../../lib/model/problem';
import type { CustomerQuery, Filter } from '../../lib/model/query';
import type { Tag } from '../../lib/model/tag';
import type { ConnectionView } from '../../lib/model/view';
import { Button } from '../button';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { Select } from '../select';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { FieldFilter } from './field-filter';
import { NO_FILTERS, queryOf, type FilterValues } from './filter-query';
import { TagFilter } from './tag-filter';

interface FiltersProps {
  /** The connections with filters. */
  connections: ConnectionView[];
  connection: ConnectionView;
  actions: PanelActions;
  onConnection: (id: string) => void;
  onQuery: (query: CustomerQuery) => void;
}

/** What a search is narrowed by: only what the chosen connection can. Ids belong to one CRM, so one is searched at a time. */
export function Filters(props: FiltersProps) {
  const { connections, connection, onConnection } = props;
  const { t } = useTexts();
  return (
    <div class="grid grid-cols-1 gap-2.5 rounded-m border border-line bg-surface p-3 shadow-card">
      {connections.length > 1 && (
        <Select
          label={t('filters.connection')}
          options={connections.map(({ id, name }) => [id, name])}
          value={connection.id}
          onValue={onConnection}
        />
      )}
      <Lines key={connection.id} {...props} />
    </div>
  );
}

function Lines({ connection, actions, onQuery }: FiltersProps) {
  const { t } = useTexts();
  const { can, id } = connection;
  const [values, setValues] = useState(NO_FILTERS);
  const time = can.filters.includes('created') ? 'created' : 'dated';
  const { tags, fields, colleagues, sortings, problem, load } = useChoices(id, can.filters, can.colleagues, actions);
  const has = (filter: Filter) => can.filters.includes(filter);
  function set(change: Partial<FilterValues>): void {
    const next = { ...values, ...change };
    setValues(next);
    onQuery(queryOf(next, time, can.filledFields));
  }
  const any = ['', t('filters.any')] as const;
  const stages = fields.find(({ isStage }) => isStage)?.options ?? [];
  return (
    <>
      <div class="grid grid-cols-1 gap-2.5 @min-[18rem]:grid-cols-2">
        {has('whose') && (
          <Select
            label={t('filters.whose')}
            options={[['', t('filters.whose.all')], ...can.whose.map((whose) => [whose, t(`filters.whose.${whose}`)] as const)]}
            value={values.whose}
            onValue={(whose) => set({ whose: whose as FilterValues['whose'] })}
          />
        )}
        {has('colleagues') && colleagues.length > 0 && (
          <Select
            label={t('filters.colleagues')}
            options={[any, ...colleagues.flatMap((one) => (one.id === null ? [] : [[one.id, one.name] as const]))]}
            value={values.colleague}
            onValue={(colleague) => set({ colleague })}
          />
        )}
        {TYPED.filter(has).map((key) => (
          <TextLine
            key={key}
            label={t(`filters.${key}`)}
            type={key === 'phone' ? 'tel' : 'text'}
            value={values[key]}
            onValue={(text) => set({ [key]: text })}
          />
        ))}
        {has(time) && (
          <>
            <TextLine label={t(`filters.${time}From`)} type="date" value={values.from} onValue={(from) => set({ from })} />
            <TextLine label={t(`filters.${time}To`)} type="date" value={values.to} onValue={(to) => set({ to })} />
          </>
        )}
        {has('followedUpOn') && (
          <TextLine
            label={t('filters.followedUpOn')}
            type="date"
            value={values.followedUpOn}
            onValue={(followedUpOn) => set({ followedUpOn })}
          />
        )}
        {has('stage') && stages.length > 0 && (
          <Select
            label={t('filters.stage')}
            options={[any, ...stages.map((stage) => [stage.id, stage.name] as const)]}
            value={values.stage}
            onValue={(stage) => set({ stage })}
          />
        )}
        {has('fields') && (
          <FieldFilter
            fields={fields.filter(({ isStage, notSearched }) => !isStage && !notSearched)}
            canBeFilled={can.filledFields}
            values={values}
            onValues={set}
          />
        )}
        {has('sorting') && sortings.length > 0 && <SortingLines sortings={sortings} values={values} onValues={set} />}
      </div>
      {has('tags') && <TagFilter tags={tags} chosen={values.tags} onChosen={(chosen) => set({ tags: chosen })} />}
      {problem && <ProblemNote problem={problem} onRetry={load} />}
      <Button look="link" class="justify-self-start" onClick={() => set(NO_FILTERS)}>
        {t('filters.clear')}
      </Button>
    </>
  );
}

/** Filters that are a text. */
const TYPED = ['name', 'phone', 'remark', 'id', 'creditCode', 'departments', 'product'] as const;

interface SortingLinesProps {
  sortings: Option[];
  values: FilterValues;
  onValues: (change: Partial<FilterValues>) => void;
}

function SortingLines({ sortings, values, onValues }: SortingLinesProps) {
  const { t } = useTexts();
  return (
    <>
      <Select
        label={t('filters.sorting')}
        options={[['', t('filters.sorting.none')], ...sortings.map(({ id, name }) => [id, name] as const)]}
        value={values.sorting}
        onValue={(sorting) => onValues({ sorting })}
      />
      {values.sorting && (
        <Select
          label={t('filters.order')}
          options={[
            ['desc', t('filters.order.descending')],
            ['asc', t('filters.order.ascending')],
          ]}
          value={values.descending ? 'desc' : 'asc'}
          onValue={(order) => onValues({ descending: order === 'desc' })}
        />
      )}
    </>
  );
}

interface Choices {
  tags: Tag[];
  fields: Field[];
  colleagues: Colleague[];
  sortings: Option[];
  problem: Problem | null;
}

const NO_CHOICES: Choices = { tags: [], fields: [], colleagues: [], sortings: [], problem: null };

/** The choices of those filters that the connection has. */
function useChoices(connection: string, filters: Filter[], hasColleagues: boolean, actions: PanelActions): Choices & { load: () => void } {
  const { list } = useTexts();
  const [choices, setChoices] = useState(NO_CHOICES);
  const [turn, setTurn] = useState(0);
  const wanted = list(filters);
  useEffect(() => {
    let alive = true;
    const take = <T,>(asked: Promise<T>, kept: (found: T) => Partial<Choices>) =>
      asked.then(
        (found) => alive && setChoices((before) => ({ ...before, ...kept(found) })),
        (thrown: unknown) => alive && setChoices((before) => ({ ...before, problem: toProblem(thrown, 'panel') })),
      );
    if (filters.includes('tags')) void take(actions.loadTags(connection), (groups) => ({ tags: groups.flatMap(({ tags }) => tags) }));
    if (filters.includes('fields') || filters.includes('stage')) void take(actions.ask('fields', { connection }), (fields) => ({ fields }));
    if (filters.includes('colleagues') && hasColleagues) {
      void take(actions.ask('colleagues', { connection }), (colleagues) => ({ colleagues }));
    }
    if (filters.includes('sorting')) void take(actions.ask('sortings', { connection }), (sortings) => ({ sortings }));
    return () => void (alive = false);
  }, [connection, wanted, turn]);
  function load(): void {
    setChoices((before) => ({ ...before, problem: null }));
    setTurn(turn + 1);
  }
  return { ...choices, load };
}
