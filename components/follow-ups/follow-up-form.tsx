import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Customer, Option } from '../../lib/model/customer';
import type { Problem } from '../../lib/model/problem';
import { Button } from '../button';
import { useNow } from '../clock';
import { Input, INPUT, Labelled } from '../field';
import { keyOf } from '../keys';
import { ProblemNote } from '../note';
import type { EditActions } from '../panel/actions';
import { useTexts } from '../texts';

/** A follow-up as it stands in the form. */
export interface FollowUpDraft {
  text: string;
  kind: string;
  /** As the browser's own input writes it: local time without a zone. */
  remindAt: string;
  stage: string;
}

interface FollowUpFormProps {
  customer: Customer;
  /** What was half typed before, null to begin anew. */
  start: FollowUpDraft | null;
  actions: EditActions;
  onDraft: (draft: FollowUpDraft) => void;
  onDone: () => void;
}

const EMPTY: FollowUpDraft = { text: '', kind: '', remindAt: '', stage: '' };

/** A new follow-up: its text, its kind where the CRM has kinds, a reminder, and a new stage where the CRM moves it along. */
export function FollowUpForm({ customer, start, actions, onDraft, onDone }: FollowUpFormProps) {
  const { t } = useTexts();
  const now = useNow(null);
  const form = useRef<HTMLFormElement>(null);
  const kinds = useKinds(customer.connection, actions);
  const [values, setValues] = useState(start ?? EMPTY);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stages = customer.fields.find(({ isStage, editable }) => isStage && editable)?.options ?? [];
  useLayoutEffect(() => form.current?.querySelector('textarea')?.focus(), []);
  function set(change: Partial<FollowUpDraft>): void {
    const next = { ...values, ...change };
    setValues(next);
    onDraft(next);
  }

  async function submit(): Promise<void> {
    const text = values.text.trim();
    if (!text) return void form.current?.querySelector('textarea')?.focus();
    const remindAt = values.remindAt ? new Date(values.remindAt).toISOString() : null;
    const followUp = { text, at: new Date(now).toISOString(), kind: values.kind || null, remindAt, stage: values.stage || null };
    const found = await actions.submit({ connection: customer.connection, id: customer.id }, { kind: 'follow-up', followUp });
    setProblem(found);
    if (!found) onDone();
  }
  return (
    <form
      ref={form}
      aria-label={t('followUps.add')}
      noValidate
      class="mb-3 grid grid-cols-1 gap-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        const key = keyOf(event);
        if (key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        if (key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <Labelled label={t('followUps.text')}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            required
            maxLength={2_000}
            value={values.text}
            class={`${INPUT} h-auto field-sizing-content max-h-60 min-h-14 resize-none py-1.5`}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        )}
      </Labelled>
      <div class="grid grid-cols-1 gap-2.5 @min-[18rem]:grid-cols-2">
        <Choice label={t('followUps.kind')} options={kinds} value={values.kind} onValue={(kind) => set({ kind })} />
        <Choice label={t('facts.stage')} options={stages} value={values.stage} onValue={(stage) => set({ stage })} />
        <Labelled label={t('followUps.remindAt')} optional={t('form.optional')}>
          {(ids) => (
            <Input
              {...ids}
              type="datetime-local"
              value={values.remindAt}
              class={INPUT}
              onInput={(event) => set({ remindAt: event.currentTarget.value })}
            />
          )}
        </Labelled>
      </div>
      {problem && <ProblemNote problem={problem} />}
      <div class="flex gap-2">
        <Button type="submit" look="primary">
          {t('common.save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

interface ChoiceProps {
  label: string;
  options: Option[];
  value: string;
  onValue: (id: string) => void;
}

/** Nothing where there is nothing to choose. */
function Choice({ label, options, value, onValue }: ChoiceProps) {
  const { t } = useTexts();
  if (options.length === 0) return null;
  return (
    <Labelled label={label} optional={t('form.optional')}>
      {(ids) => (
        <select {...ids} class={INPUT} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          <option value="">{t('followUps.noChoice')}</option>
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** A follow-up can be written without a kind, so that kinds which cannot be loaded stand in nobody's way. */
function useKinds(connection: string, actions: EditActions): Option[] {
  const [kinds, setKinds] = useState<Option[]>([]);
  useEffect(() => {
    let alive = true;
    actions.loadFollowUpKinds(connection).then(
      (found) => alive && setKinds(found),
      () => undefined,
    );
    return () => void (alive = false);
  }, [connection]);
  return kinds;
}
