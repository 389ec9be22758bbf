import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Customer } from '../../../lib/model/customer';
import type { MergeChoice } from '../../../lib/model/many/merge';
import { toProblem, type Problem } from '../../../lib/model/problem';
import { Button } from '../../button';
import { ProblemNote } from '../../note';
import { useCustomersTexts } from '../use-customers-texts';
import type { DuplicatesActions } from './actions';
import { choiceOf, firstPicks, partsOf, type Pick } from './merge-parts';
import { PartLine } from './part-line';
import { usePartTexts } from './use-part-texts';

interface MergeProps {
  connection: string;
  /** The first customer stays, unless the person swaps them. */
  ids: [string, string];
  maskPhones: boolean;
  actions: DuplicatesActions;
  onMerged: (run: string, name: string) => void;
  onCancel: () => void;
}

/** Two customers side by side; for each part that differs, the person chooses which value is kept. */
export function Merge({ connection, ids, maskPhones, actions, onMerged, onCancel }: MergeProps) {
  const own = useCustomersTexts();
  const box = useRef<HTMLFormElement>(null);
  const [two, setTwo] = useState<[Customer, Customer] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [picks, setPicks] = useState<Record<string, Pick>>({});
  const [run] = useState(() => crypto.randomUUID());
  const texts = usePartTexts(maskPhones);
  const load = () => {
    setProblem(null);
    Promise.all(ids.map((id) => actions.customer(connection, id))).then(
      ([a, b]) => {
        setTwo([a!, b!]);
        setPicks(firstPicks(a!, b!));
      },
      (thrown: unknown) => setProblem(toProblem(thrown, 'merge')),
    );
  };
  useEffect(load, []);
  useLayoutEffect(() => box.current?.querySelector<HTMLElement>('h2')?.focus(), [two === null]);
  async function go(): Promise<void> {
    if (busy || !two) return;
    setBusy(true);
    const choice: MergeChoice = choiceOf(picks);
    const found = await actions.merge(connection, run, two[0].id, two[1].id, choice);
    setBusy(false);
    setProblem(found);
    if (!found) onMerged(run, (choice.name === 'into' ? two[0] : two[1]).name);
  }
  if (!two) return problem ? <ProblemNote problem={problem} onRetry={load} /> : <p class="text-ink-2">{own('all.loading')}</p>;
  const parts = partsOf(two[0], two[1], texts);
  return (
    <form
      ref={box}
      class="grid gap-3 rounded-m border border-line bg-surface p-3 shadow-card"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <div>
        <h2 tabIndex={-1} class="text-lg font-semibold outline-none">
          {own('duplicates.mergeTitle', { a: two[0].name, b: two[1].name })}
        </h2>
        <p class="text-ink-2">{own('duplicates.mergeHelp')}</p>
      </div>
      <div class="grid gap-2">
        {parts.map((part) => (
          <PartLine key={part.id} part={part} pick={picks[part.id] ?? 'into'} onPick={(pick) => setPicks({ ...picks, [part.id]: pick })} />
        ))}
      </div>
      {problem && <ProblemNote problem={problem} />}
      <div class="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={busy}>
          {own('duplicates.merge')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {own('duplicates.back')}
        </Button>
      </div>
    </form>
  );
}
