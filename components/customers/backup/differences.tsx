import { useId, useState } from 'preact/hooks';
import { placeOfDifference, type ChangedRecord, type NamedDifference, type RestoreHow } from '../../../lib/model/backup/kinds';
import type { Prefer } from '../../../lib/model/backup/merge';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { Select } from '../../select';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import { placeName, valueText } from './value-text';

interface DifferencesProps {
  /** The records whose differences are shown one by one. */
  records: ChangedRecord[];
  /** How many differences there are in all. */
  count: number;
  how: RestoreHow;
  maskPhones: boolean;
  onHow: (how: RestoreHow) => void;
}

/** The number of records that are shown at once. */
const SHOWN = 20;

/** The values that differ on both sides: one choice for all of them, which single ones can override. */
export function Differences({ records, count, how, maskPhones, onHow }: DifferencesProps) {
  const own = useCustomersTexts();
  const [shown, setShown] = useState(SHOWN);
  const told = records.reduce((all, { differences }) => all + differences.length, 0);
  return (
    <div class="grid grid-cols-1 gap-2">
      <p>{own('backup.differences', { count })}</p>
      <div class="max-w-64">
        <Select
          label={own('backup.prefer')}
          options={[
            ['here', own('backup.prefer.here')],
            ['there', own('backup.prefer.there')],
          ]}
          value={how.prefer}
          onValue={(prefer) => onHow({ ...how, prefer: prefer as Prefer, each: undefined })}
        />
      </div>
      <p class="text-sm text-ink-2">{own('backup.prefer.each')}</p>
      <ul
        class="grid max-h-[60vh] grid-cols-1 gap-2 overflow-y-auto rounded-m border border-line p-2"
        tabIndex={0}
        aria-label={own('backup.differing')}
      >
        {records.slice(0, shown).map((record) => (
          <DifferingRecord key={`${record.kind} ${record.key}`} record={record} how={how} maskPhones={maskPhones} onHow={onHow} />
        ))}
      </ul>
      {records.length > shown && (
        <div>
          <Button look="quiet" onClick={() => setShown(shown + SHOWN * 5)}>
            {own('backup.differences.more', { count: records.length - shown })}
          </Button>
        </div>
      )}
      {count > told && <p class="text-sm text-ink-2">{own('backup.differences.rest', { count: count - told })}</p>}
    </div>
  );
}

type RecordProps = Pick<DifferencesProps, 'how' | 'maskPhones' | 'onHow'> & { record: ChangedRecord };

function DifferingRecord({ record, how, maskPhones, onHow }: RecordProps) {
  const own = useCustomersTexts();
  const { kind, key, name, differences } = record;
  const choose = (which: NamedDifference[], side: Prefer) =>
    onHow({ ...how, each: { ...how.each, ...Object.fromEntries(which.map(({ at }) => [placeOfDifference(kind, key, at), side])) } });
  return (
    <li class="grid min-w-0 grid-cols-1 gap-1.5 border-b border-line pb-2 last:border-0 last:pb-0">
      <div class="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <p class="min-w-0 font-medium break-words">
          <span class="font-normal text-ink-2">{own(`backup.kind.${kind}`)}</span> <bdi>{name || own('backup.unnamed')}</bdi>
        </p>
        {differences.length > 1 && (
          <span class="flex flex-wrap gap-1">
            <Button look="quiet" onClick={() => choose(differences, 'here')}>
              {own('backup.choice.allHere')}
            </Button>
            <Button look="quiet" onClick={() => choose(differences, 'there')}>
              {own('backup.choice.allThere')}
            </Button>
          </span>
        )}
      </div>
      {differences.map((difference) => (
        <Choice
          key={difference.at}
          record={record}
          difference={difference}
          chosen={how.each?.[placeOfDifference(kind, key, difference.at)] ?? how.prefer}
          maskPhones={maskPhones}
          onChoose={(side) => choose([difference], side)}
        />
      ))}
    </li>
  );
}

interface ChoiceProps {
  record: ChangedRecord;
  difference: NamedDifference;
  chosen: Prefer;
  maskPhones: boolean;
  onChoose: (side: Prefer) => void;
}

function Choice({ record: { kind, name }, difference, chosen, maskPhones, onChoose }: ChoiceProps) {
  const { when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  const group = useId();
  const label = placeName(kind, difference, own);
  const value = (side: unknown) =>
    valueText(difference, side, { maskPhones, when: (iso) => when(iso, now) }) || own('backup.difference.nothing');
  const { at, here, there } = difference;
  // '' is the whole record: one side has deleted it.
  const sides: Record<Prefer, string> =
    at !== ''
      ? { here: own('backup.choice.here', { value: value(here) }), there: own('backup.choice.there', { value: value(there) }) }
      : here === null
        ? { here: own('backup.choice.leave'), there: own('backup.choice.bring') }
        : { here: own('backup.choice.keep'), there: own('backup.choice.delete') };
  return (
    <fieldset class="grid min-w-0 grid-cols-1 gap-x-4 gap-y-0.5 sm:grid-cols-[8rem_1fr_1fr]">
      <legend class="sr-only">{`${name || own('backup.unnamed')}: ${label}`}</legend>
      <span aria-hidden="true" class="min-w-0 text-sm break-words text-ink-2">
        {label}
      </span>
      {(['here', 'there'] as const).map((side) => (
        <label key={side} class="flex min-h-6 min-w-0 cursor-pointer items-start gap-1.5">
          <input type="radio" name={group} class="mt-1 accent-accent" checked={chosen === side} onChange={() => onChoose(side)} />
          <span class="min-w-0 break-words">{sides[side]}</span>
        </label>
      ))}
    </fieldset>
  );
}
