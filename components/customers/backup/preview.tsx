import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { BACKUP_KINDS, type ChangedRecord, type RestoreHow, type RestoreView } from '../../../lib/model/backup/kinds';
import type { Problem } from '../../../lib/model/problem';
import { Button } from '../../button';
import { useNow } from '../../clock';
import { Note, ProblemNote } from '../../note';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions, Comparison } from './actions';
import { Differences } from './differences';
import { Check } from './check';
import { Restoring } from './restoring';

interface PreviewProps {
  restore: RestoreView;
  actions: BackupActions;
  maskPhones: boolean;
  onChanged: () => void;
}

const COLUMNS = ['added', 'changed', 'gone', 'same', 'leftOut'] as const;

/** Shows what a restore would change, before anything is changed. */
export function Preview({ restore, actions, maskPhones, onChanged }: PreviewProps) {
  const { t, when } = useTexts();
  const own = useCustomersTexts();
  const now = useNow(60_000);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const [how, setHow] = useState<RestoreHow>({ way: 'merge', prefer: restore.joined ? 'here' : 'there', settings: !restore.joined });
  const [done, setDone] = useState(0);
  const [compared, setCompared] = useState<Comparison | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [so, setSo] = useState<RestoreView | null>(null);

  // A person who chose a backup elsewhere in the page continues here.
  useEffect(() => heading.current?.focus(), []);

  useEffect(() => {
    const over = new AbortController();
    // Choices for single values change the counts only: the list to choose from stays.
    if (!how.each) setCompared(null);
    setBusy(true);
    setProblem(null);
    setDone(0);
    void actions
      .compare(restore, how, (parts) => over.signal.aborted || setDone(parts), over.signal)
      .then((answer) => {
        if (over.signal.aborted) return;
        setBusy(false);
        if (answer.kind === 'problem') setProblem(answer.problem);
        else setCompared(answer);
      });
    // Stops a comparison whose options have changed.
    return () => over.abort();
  }, [how.way, how.prefer, how.settings, how.each]);

  async function apply(): Promise<void> {
    setProblem(null);
    setSo(restore);
    const ended = await actions.apply(restore, how, compared!.origins, setSo);
    setSo(null);
    if (ended.kind === 'problem') setProblem(ended.problem);
    onChanged();
  }
  const sum = (column: (typeof COLUMNS)[number] | 'differences') =>
    Object.values(compared?.changes ?? {}).reduce((all, one) => all + one[column], 0);
  const gone = sum('gone');
  const differing = compared?.examples.filter(({ differences }) => differences.length > 0) ?? [];
  const examples = compared?.examples.filter(({ differences }) => differences.length === 0) ?? [];
  const isNothing = compared !== null && sum('added') + sum('changed') + gone === 0;
  if (so) return <Restoring restore={so} />;
  return (
    <section aria-labelledby={id} class="grid min-w-0 grid-cols-1 gap-3 rounded-m border border-line p-3">
      <div class="min-w-0">
        <h3 ref={heading} id={id} tabIndex={-1} class="font-semibold outline-none">
          {own('backup.preview.title', { when: when(restore.madeAt, now) })}
        </h3>
        <p class="text-sm break-all text-ink-2">{own('backup.preview.from', { name: restore.from })}</p>
      </div>
      <fieldset class="grid grid-cols-1 gap-1">
        <legend class="text-sm text-ink-2">{own('backup.way')}</legend>
        <Way how={how} way="merge" label={own(restore.joined ? 'backup.way.joined' : 'backup.way.merge')} onHow={setHow} />
        <Way how={how} way="replace" label={own('backup.way.replace')} onHow={setHow} />
      </fieldset>
      <Check label={own('backup.settings')} checked={how.settings} onChange={(settings) => setHow({ ...how, settings })} />
      {!compared && !problem && <p class="text-ink-2">{own('backup.preview.busy', { done })}</p>}
      {compared && <ChangesTable compared={compared} />}
      {compared && sum('leftOut') > 0 && <p class="text-sm text-warn">{own('backup.leftOut')}</p>}
      {compared?.examples
        .flatMap(({ renamed = [] }) => renamed)
        .map(({ from, to }, at) => (
          <p key={at} class="break-words">
            {own('backup.renamed', { from, to })}
          </p>
        ))}
      {compared && sum('differences') > 0 && how.way === 'merge' && (
        <Differences records={differing} count={sum('differences')} how={how} maskPhones={maskPhones} onHow={setHow} />
      )}
      {compared && examples.length > 0 && <Examples examples={examples} />}
      {isNothing && (
        <Note tone="info" icon="check">
          {own('backup.nothing')}
        </Note>
      )}
      {problem && <ProblemNote problem={problem} />}
      <div class="flex flex-wrap gap-2">
        {compared && (
          <Button look={gone > 0 ? 'danger' : 'primary'} disabled={busy} onClick={() => void apply()}>
            {gone > 0 ? own(how.way === 'merge' ? 'backup.applyGone' : 'backup.applyReplace', { count: gone }) : own('backup.apply')}
          </Button>
        )}
        <Button look="quiet" onClick={() => void actions.forget(restore).then(onChanged)}>
          {t('common.cancel')}
        </Button>
      </div>
    </section>
  );
}

function Way({ how, way, label, onHow }: { how: RestoreHow; way: RestoreHow['way']; label: string; onHow: (how: RestoreHow) => void }) {
  return (
    <label class="flex min-h-6 cursor-pointer items-start gap-1.5">
      <input type="radio" name="way" class="mt-1 accent-accent" checked={how.way === way} onChange={() => onHow({ ...how, way })} />
      {label}
    </label>
  );
}

function ChangesTable({ compared: { changes } }: { compared: Comparison }) {
  const own = useCustomersTexts();
  const kinds = BACKUP_KINDS.filter((kind) => changes[kind]);
  const shown = COLUMNS.filter((column) => column !== 'leftOut' || kinds.some((kind) => changes[kind]!.leftOut > 0));
  if (kinds.length === 0) return null;
  return (
    <div class="overflow-x-auto" tabIndex={0} role="region" aria-label={own('backup.changes')}>
      <table class="w-full text-left tabular-nums">
        <thead>
          <tr class="border-b border-line text-sm text-ink-2">
            <th scope="col" class="py-1 pr-2 font-medium">
              {own('backup.column.kind')}
            </th>
            {shown.map((column) => (
              <th key={column} scope="col" class="px-1 py-1 text-right font-medium whitespace-nowrap sm:px-2">
                {own(`backup.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind} class="border-b border-line last:border-0">
              <th scope="row" class="py-1 pr-2 font-normal">
                {own(`backup.kind.${kind}`)}
              </th>
              {shown.map((column) => (
                <td key={column} class={`px-1 py-1 text-right sm:px-2 ${toneOf(column, changes[kind]![column])}`}>
                  {changes[kind]![column] || '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function toneOf(column: (typeof COLUMNS)[number], count: number): string {
  if (count === 0) return 'text-ink-3';
  return column === 'gone' ? 'font-medium text-danger' : column === 'leftOut' ? 'text-warn' : '';
}

function Examples({ examples }: { examples: ChangedRecord[] }) {
  const own = useCustomersTexts();
  return (
    <details>
      <summary class="cursor-pointer text-info">{own('backup.examples')}</summary>
      <ul class="mt-1 grid max-h-80 grid-cols-1 gap-1 overflow-y-auto">
        {examples.map(({ kind, key, name, what }) => (
          <li key={`${kind} ${key}`} class="min-w-0 text-sm break-words">
            <span class="text-ink-3">
              {own(`backup.kind.${kind}`)} · {own(`backup.example.${what}`)}
            </span>{' '}
            <bdi>{name || own('backup.unnamed')}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
