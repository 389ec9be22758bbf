import { useState } from 'preact/hooks';
import type { Alike } from '../../../lib/model/alike';
import { MOST_CARRIED, type Carried, type ToCarry } from '../../../lib/model/book/carry-over';
import { toProblem, type Problem } from '../../../lib/model/problem';
import type { ConnectionView } from '../../../lib/model/view';
import { Button } from '../../button';
import { maskPhone } from '../../customer/mask';
import { Note, ProblemNote } from '../../note';
import { Select } from '../../select';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { AllActions } from './actions';

interface CarryingProps {
  from: string;
  /** The connections without the book itself. */
  others: ConnectionView[];
  ids: string[];
  maskPhones: boolean;
  /** Set by the administrator's policy. */
  mayExport: boolean;
  actions: Pick<AllActions, 'carryOver'>;
  onConnect: () => void;
  onClose: () => void;
}

/** Copies the selected customers to a CRM, or says why they cannot be sent anywhere. */
export function Carrying(props: CarryingProps) {
  const own = useCustomersTexts();
  const { list } = useTexts();
  const { others, mayExport, onConnect, onClose } = props;
  const targets = others.filter(({ can }) => can.addCustomer);
  if (mayExport && targets.length > 0) return <Sending {...props} targets={targets} />;
  const why = !mayExport
    ? own('carry.forbidden')
    : others.length === 0
      ? own('carry.noCrm')
      : own('carry.noneAdds', { names: list(others.map(({ name }) => name)) });
  const buttons = (
    <>
      {mayExport && others.length === 0 && <Button onClick={onConnect}>{own('carry.connect')}</Button>}
      <Button look="quiet" onClick={onClose}>
        {own('all.close')}
      </Button>
    </>
  );
  return (
    <div class="px-3 py-2">
      <Note role="status" tone="neutral" icon="warn" actions={buttons}>
        {why}
      </Note>
    </div>
  );
}

type SendingProps = Pick<CarryingProps, 'from' | 'ids' | 'maskPhones' | 'actions' | 'onClose'> & { targets: ConnectionView[] };

type Asked = Extract<Carried, { kind: 'alike' }>;

/** What the person decides for a customer who may exist already: the id of that customer, `''` for a new one, or null to skip. */
type Answer = string | null;

/** Before a possible duplicate is added, the person decides about it. */
function Sending({ from, targets, ids, maskPhones, actions, onClose }: SendingProps) {
  const own = useCustomersTexts();
  const [to, setTo] = useState(targets[0]!.id);
  const [done, setDone] = useState<Carried[]>([]);
  const [running, setRunning] = useState<number | null>(null);
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = done.filter((one): one is Asked => one.kind === 'alike');
  const carried = done.filter((one) => one.kind === 'carried');
  const failed = done.filter((one) => one.kind === 'failed');
  const left = carried.filter((one) => one.left > 0).length;

  async function carry(customers: ToCarry[]): Promise<void> {
    const rest = done.filter(({ id }) => !customers.some((one) => one.id === id));
    const found: Carried[] = [];
    setProblem(null);
    try {
      for (let at = 0; at < customers.length; at += MOST_CARRIED) {
        setRunning(at);
        found.push(...(await actions.carryOver(from, to, customers.slice(at, at + MOST_CARRIED))));
        setDone([...rest, ...found]);
      }
    } catch (thrown) {
      setProblem(toProblem(thrown, 'carry-over'));
    }
    setRunning(null);
  }
  function answer(): void {
    const decided = asked.flatMap(({ id, alike }): ToCarry[] => {
      const said = answers[id] ?? null;
      if (said === null) return [];
      return [said === '' ? { id, into: null, despite: alike.map(({ ref }) => ref.id) } : { id, into: said, despite: [] }];
    });
    const skipped = new Set(asked.map(({ id }) => id).filter((id) => !decided.some((one) => one.id === id)));
    setDone(done.filter(({ id }) => !skipped.has(id)));
    void carry(decided);
  }
  function choicesOf(alike: Alike[]): (readonly [Answer, string])[] {
    const known = alike.map(({ ref, name, company, phone }) => {
      const number = phone && (maskPhones ? maskPhone(phone) : phone);
      return [ref.id, [name, company, number].filter(Boolean).join(' · ')] as const;
    });
    return [...known, ['', own('carry.more')], [null, own('carry.skip')]];
  }
  return (
    <section
      aria-label={own('carry.title')}
      class="grid max-h-[60dvh] grid-cols-1 gap-3 overflow-y-auto border-t border-line bg-surface px-3 py-3"
    >
      {done.length === 0 && running === null && (
        <>
          <p class="text-ink-2">{own('carry.help')}</p>
          {targets.length > 1 && (
            <Select label={own('carry.to')} options={targets.map(({ id, name }) => [id, name] as const)} value={to} onValue={setTo} />
          )}
        </>
      )}
      <p role="status" class="text-ink-2 empty:hidden">
        {running !== null
          ? own('carry.running', { count: running, total: ids.length })
          : carried.length > 0
            ? own('carry.done', { count: carried.length })
            : ''}
      </p>
      {left > 0 && <p class="text-ink-2">{own('carry.left', { count: left })}</p>}
      {problem && <ProblemNote problem={problem} />}
      {failed.map((one) => (
        <div key={one.id}>
          <p class="font-medium">{one.name}</p>
          <ProblemNote problem={one.problem} />
        </div>
      ))}
      {running === null &&
        asked.map(({ id, name, alike }) => (
          <fieldset key={id} class="grid grid-cols-1 gap-1 rounded-m border border-line p-2">
            <legend class="px-1 font-medium">{own('carry.alike', { name })}</legend>
            {choicesOf(alike).map(([value, said]) => (
              <label key={value} class="flex min-h-7 items-center gap-2">
                <input
                  type="radio"
                  name={id}
                  checked={(answers[id] ?? null) === value}
                  onChange={() => setAnswers({ ...answers, [id]: value })}
                />
                <span class="min-w-0 break-words">{said}</span>
              </label>
            ))}
          </fieldset>
        ))}
      <div class="flex flex-wrap gap-2">
        {running === null && done.length === 0 && (
          <Button look="primary" onClick={() => void carry(ids.map((id) => ({ id, into: null, despite: [] })))}>
            {own('carry.go', { count: ids.length })}
          </Button>
        )}
        {running === null && asked.length > 0 && (
          <Button look="primary" onClick={answer}>
            {own('carry.on')}
          </Button>
        )}
        {running === null && <Button onClick={onClose}>{own('all.close')}</Button>}
      </div>
    </section>
  );
}
