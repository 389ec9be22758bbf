import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Customer, Option } from '../../lib/model/customer';
import type { NewFollowUp } from '../../lib/model/follow-up';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import { useNow } from '../clock';
import { INPUT, Labelled, TextArea } from '../field';
import { onceOf, useForm } from '../form';
import { FormButtons } from '../form-buttons';
import { formHandlers } from '../keys';
import { Meanwhile } from '../meanwhile';
import { ProblemNote } from '../note';
import type { EditActions } from '../panel/actions';
import { localTime, momentOf } from './local-time';
import { QuickTimes } from './quick-times';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { followUpDraft } from './follow-up-draft';

interface FollowUpFormProps {
  customer: Customer;
  actions: EditActions;
  /** Stores it elsewhere than in the CRM; the form then has no kind and no stage. */
  write?: (followUp: NewFollowUp, once: string) => Promise<Problem | null>;
  onDone: () => void;
}

/** A new follow-up: its text, its kind where the CRM has kinds, a reminder, and a new stage where the CRM moves it along. */
export function FollowUpForm({ customer, actions, write: writeHere, onDone }: FollowUpFormProps) {
  const { t } = useTexts();
  const now = useNow(null);
  const box = useRef<HTMLFormElement>(null);
  const kinds = useKinds(writeHere ? null : customer.connection, actions);
  const stageField = writeHere ? undefined : customer.fields.find(({ isStage, editable }) => isStage && editable);
  const stage = String(stageField?.value ?? '');
  // What the browser's own input writes for `remindAt` is local time without a zone; `picked` is the moment of one press.
  const form = useForm(followUpDraft(customer), { text: '', kind: '', remindAt: '', picked: '', stage: '', stageBefore: stage });
  const { values } = form;
  const ref = { connection: customer.connection, id: customer.id };
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLayoutEffect(() => box.current?.querySelector('textarea')?.focus(), []);

  async function submit(): Promise<void> {
    const text = values.text.trim();
    if (!text) return void box.current?.querySelector('textarea')?.focus();
    if (busy) return;
    setBusy(true);
    const found = (await write(text)) ?? (values.stage === '' ? null : await moveStage());
    setBusy(false);
    setProblem(found);
    if (!found) leave();
  }
  function write(text: string): Promise<Problem | null> {
    const remindAt = values.remindAt ? momentOf(values.remindAt, values.picked) : null;
    const contents = { text, kind: values.kind || null, remindAt, stage: null };
    const followUp = { ...contents, at: new Date(now).toISOString() };
    const once = onceOf(form.once, contents);
    return writeHere ? writeHere(followUp, once) : actions.submit(ref, { kind: 'follow-up', followUp }, undefined, once);
  }
  /** An edit of its own: a follow-up does not contain the old stage, so a colleague's change of the stage would be overwritten. */
  function moveStage(): Promise<Problem | null> {
    const change = (value: string | null) => ({ kind: 'field', field: stageField!.id, value }) as const;
    const move = change(values.stage);
    return actions.submit(ref, move, change(values.stageBefore || null), onceOf(form.once, move));
  }
  function leave(): void {
    form.done();
    onDone();
  }
  return (
    <form ref={box} aria-label={t('followUps.add')} noValidate class="mb-3 grid grid-cols-1 gap-2.5" {...formHandlers(submit, leave)}>
      <Labelled label={t('followUps.text')}>
        {(ids) => (
          <TextArea
            {...ids}
            rows={2}
            required
            most={LIMITS.followUp}
            value={values.text}
            class={`${INPUT} h-auto field-sizing-content max-h-60 min-h-14 resize-none py-1.5`}
            onInput={(event) => form.set({ text: event.currentTarget.value })}
          />
        )}
      </Labelled>
      <div class="grid grid-cols-1 gap-2.5 @min-[18rem]:grid-cols-2">
        <Choice label={t('followUps.kind')} options={kinds} value={values.kind} onValue={(kind) => form.set({ kind })} />
        <Choice
          label={t('facts.stage')}
          options={stageField?.options ?? []}
          value={values.stage}
          help={values.stage !== '' && values.stageBefore !== stage && <Meanwhile value={customer.stage?.name ?? stage} />}
          onValue={(chosen) => form.set({ stage: chosen, stageBefore: stage })}
        />
        <div class="col-span-full grid grid-cols-1 gap-1.5">
          <TextLine
            label={t('followUps.remindAt')}
            optional={t('form.optional')}
            type="datetime-local"
            value={values.remindAt}
            onValue={(remindAt) => form.set({ remindAt })}
          />
          <QuickTimes
            label={t('today.later.times')}
            onPick={(at) => form.set({ remindAt: localTime(at), picked: new Date(at).toISOString() })}
          />
        </div>
      </div>
      {problem && <ProblemNote problem={problem} />}
      <FormButtons submit={t('common.save')} disabled={busy} onCancel={leave} />
    </form>
  );
}

interface ChoiceProps {
  label: string;
  options: Option[];
  value: string;
  help?: ComponentChildren;
  onValue: (id: string) => void;
}

/** A choice; nothing if there are no options. */
function Choice({ label, options, value, help, onValue }: ChoiceProps) {
  const { t } = useTexts();
  if (options.length === 0) return null;
  return (
    <Labelled label={label} help={help} optional={t('form.optional')}>
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

/** A follow-up needs no kind: the form works when the kinds cannot be loaded. */
function useKinds(connection: string | null, actions: EditActions): Option[] {
  const [kinds, setKinds] = useState<Option[]>([]);
  useEffect(() => {
    if (connection === null) return;
    let alive = true;
    actions.ask('followUpKinds', { connection }).then(
      (found) => alive && setKinds(found),
      () => undefined,
    );
    return () => void (alive = false);
  }, [connection]);
  return kinds;
}
