import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import { Button } from '../button';
import { Input, INPUT, Labelled } from '../field';
import { keyOf } from '../keys';
import { ProblemNote } from '../note';
import type { CustomerDraft } from '../panel/actions';
import { useTexts } from '../texts';

export interface FormValues {
  name: string;
  nickname: string;
  company: string;
  phones: string;
  remark: string;
}

interface CustomerFormProps {
  title: string;
  submitLabel: string;
  start: FormValues;
  /** The lines that the form shows; the name always. */
  lines: readonly (keyof FormValues)[];
  onSubmit: (draft: CustomerDraft) => Promise<Problem | null>;
  onCancel: () => void;
}

/** The form for a new customer, and for the details of one that can be edited. */
export function CustomerForm({ title, submitLabel, start, lines, onSubmit, onCancel }: CustomerFormProps) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(start);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  const missing = tried && !values.name.trim() ? t('form.missing', { label: t('add.name') }) : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy || !values.name.trim()) return void form.current?.querySelector('input')?.focus();
    setBusy(true);
    const found = await onSubmit(toDraft(values));
    setProblem(found);
    // Once it is done the form goes away by itself; until then it must not be sent again.
    if (found) setBusy(false);
  }

  return (
    <form
      ref={form}
      aria-label={title}
      noValidate
      class="grid grid-cols-1 gap-2.5"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <h3 class="font-semibold">{title}</h3>
      {lines.map((line) => (
        <Labelled
          key={line}
          label={t(LABELS[line])}
          fault={line === 'name' ? missing : null}
          optional={line === 'name' ? undefined : t('form.optional')}
        >
          {(ids) => (
            <Line line={line} ids={ids} value={values[line]} onValue={(value) => setValues((before) => ({ ...before, [line]: value }))} />
          )}
        </Labelled>
      ))}
      {problem && <ProblemNote problem={problem} />}
      <div class="flex gap-2">
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? t('add.busy') : submitLabel}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

const LABELS = { name: 'add.name', nickname: 'add.nickname', company: 'add.company', phones: 'add.phone', remark: 'add.remark' } as const;

interface LineProps {
  line: keyof FormValues;
  ids: object;
  value: string;
  onValue: (value: string) => void;
}

function Line({ line, ids, value, onValue }: LineProps) {
  if (line === 'remark') {
    return (
      <textarea
        {...ids}
        rows={2}
        value={value}
        class={`${INPUT} h-auto field-sizing-content max-h-40 resize-none py-1.5`}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  return (
    <Input
      {...ids}
      type={line === 'phones' ? 'tel' : 'text'}
      required={line === 'name'}
      autocomplete="off"
      value={value}
      class={INPUT}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}

function toDraft(values: FormValues): CustomerDraft {
  return {
    name: values.name.trim(),
    nickname: values.nickname.trim() || null,
    company: values.company.trim() || null,
    phones: values.phones
      .split(/[,，;；、]/)
      .map((number) => number.trim())
      .filter(Boolean),
    remark: values.remark.trim() || null,
  };
}
