import type { Columns } from '../../../lib/model/table/columns';
import type { TableFilter } from '../../../lib/model/table/order';
import { foldedName, type Tag } from '../../../lib/model/tag';
import { INPUT } from '../../field';
import { useCustomersTexts } from '../use-customers-texts';

/** The chosen filters; days are the values of the lists. */
export interface Chosen {
  stage: string | null;
  tag: string | null;
  updatedDays: number | null;
  quietDays: number | null;
}

export const NO_CHOICE: Chosen = { stage: null, tag: null, updatedDays: null, quietDays: null };

/** The numbers of days that the lists offer. */
const DAYS = [1, 7, 30, 90] as const;

/** Converts the choices to a filter. Days begin at midnight, local time. */
export function filterOf({ stage, tag, updatedDays, quietDays }: Chosen, folds: boolean, now: number): Omit<TableFilter, 'found'> {
  return { stage, tag, folds, updatedSince: daysBefore(updatedDays, now), quietSince: daysBefore(quietDays, now) };
}

function daysBefore(days: number | null, now: number): number | null {
  if (days === null) return null;
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - days + 1);
  return day.getTime();
}

interface FiltersProps {
  columns: Columns;
  /** As in `TableFilter`. */
  folds: boolean;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}

/** The filters above the table. */
export function Filters({ columns, folds, chosen, onChosen }: FiltersProps) {
  const own = useCustomersTexts();
  const tags = namesOf(columns.tags, folds);
  const days = (count: number | null) => (count === null ? null : String(count));
  return (
    <>
      {columns.stages.length > 0 && (
        <List
          label={own('all.filter.stage')}
          any={own('all.any')}
          options={[...columns.stages.map(({ id, name }) => [id, name] as const), ['', own('all.filter.noStage')] as const]}
          value={chosen.stage}
          onValue={(stage) => onChosen({ ...chosen, stage })}
        />
      )}
      {tags.length > 0 && (
        <List
          label={own('all.filter.tag')}
          any={own('all.any')}
          options={[...tags.map((name) => [name, name] as const), ['', own('all.filter.noTag')] as const]}
          value={chosen.tag}
          onValue={(tag) => onChosen({ ...chosen, tag })}
        />
      )}
      <List
        label={own('all.filter.quiet')}
        any={own('all.any')}
        options={DAYS.slice(1).map((count) => [String(count), own('all.filter.quietDays', { count })] as const)}
        value={days(chosen.quietDays)}
        onValue={(value) => onChosen({ ...chosen, quietDays: value === null ? null : Number(value) })}
      />
      <List
        label={own('all.filter.updated')}
        any={own('all.any')}
        options={DAYS.map(
          (count) => [String(count), count === 1 ? own('all.filter.today') : own('all.filter.updatedDays', { count })] as const,
        )}
        value={days(chosen.updatedDays)}
        onValue={(value) => onChosen({ ...chosen, updatedDays: value === null ? null : Number(value) })}
      />
    </>
  );
}

/** The names of tags, each once, in the first of its writings. */
function namesOf(tags: Tag[], folds: boolean): string[] {
  const names = new Map(tags.toReversed().map(({ name }) => [folds ? foldedName(name) : name, name]));
  return [...names.values()].toSorted((a, b) => a.localeCompare(b));
}

interface ListProps {
  label: string;
  any: string;
  options: (readonly [value: string, name: string])[];
  value: string | null;
  onValue: (value: string | null) => void;
}

/** An option that was chosen stays listed even where no row has it at the moment. */
function List({ label, any, options, value, onValue }: ListProps) {
  const at = options.findIndex(([one]) => one === value);
  return (
    <label class="grid min-w-28 flex-[1_1_7rem] gap-0.5 text-xs text-ink-2 @5xl:max-w-40">
      {label}
      <select
        class={`${INPUT} ${value === null ? '' : 'border-accent text-ink'}`}
        value={value === null ? 'any' : at}
        onChange={({ currentTarget }) => onValue(currentTarget.value === 'any' ? null : options[Number(currentTarget.value)]![0])}
      >
        <option value="any">{any}</option>
        {options.map(([one, name], place) => (
          <option key={one} value={place}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
