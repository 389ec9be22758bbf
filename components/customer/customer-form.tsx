import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import { seenText } from '../../lib/model/seen-text';
import { Input, INPUT, Labelled, TextArea } from '../field';
import type { Form } from '../form';
import { FormButtons } from '../form-buttons';
import { keyOf } from '../keys';
import { Meanwhile } from '../meanwhile';
import { ProblemNote } from '../note';
import { useTexts } from '../texts';
import { useNumberCheck } from './use-number-check';

/** The lines that a person types; a type alias, since an interface is no record of lines. */
export type CustomerLines = Record<'name' | 'company' | 'phones' | 'remark', string>;

interface CustomerFormProps {
  title: string;
  submitLabel: string;
  form: Form<CustomerLines>;
  /** The lines that the form shows. */
  lines: readonly (keyof CustomerLines)[];
  /** The most phone numbers that the CRM takes. */
  mostPhones: number;
  /** Shown below a line. */
  below?: Partial<Record<keyof CustomerLines, ComponentChildren>>;
  /** What a person should know before they send it. */
  note?: ComponentChildren;
  onSubmit: () => Promise<Problem | null>;
  onCancel: () => void;
}

/** The form for a new customer, and for the details of one that can be edited. */
export function CustomerForm({ title, submitLabel, form, lines, mostPhones, below, note, onSubmit, onCancel }: CustomerFormProps) {
  const { t } = useTexts();
  const box = useRef<HTMLFormElement>(null);
  const { values } = form;
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useLayoutEffect(() => box.current?.querySelector('input')?.focus(), []);
  const nameless = lines.includes('name') && seenText(values.name) === '';
  const numbers = useNumberCheck(lines.includes('phones') ? values.phones : '', mostPhones);
  const missing = tried && nameless ? t('form.missing', { label: t('add.name') }) : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy || nameless) return void box.current?.querySelector('input')?.focus();
    // What is too long, or no number, says so beside its line.
    const faulty = box.current?.querySelector<HTMLElement>('[aria-invalid=true]');
    if (faulty) return faulty.focus();
    setBusy(true);
    const found = await onSubmit();
    setProblem(found);
    // Once it is done the form is removed; until then it must not be sent again.
    if (found) setBusy(false);
  }

  return (
    <form
      ref={box}
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
      {lines.map((line) => [
        <Labelled
          key={line}
          label={t(LABELS[line])}
          help={form.meanwhile(line) !== undefined ? <Meanwhile value={form.meanwhile(line)!} /> : line === 'phones' && numbers.hint}
          fault={line === 'name' ? missing : line === 'phones' ? numbers.fault : null}
          optional={line === 'name' ? undefined : t('form.optional')}
        >
          {(ids) => <Line line={line} ids={ids} value={values[line]} onValue={(value) => form.set({ [line]: value })} />}
        </Labelled>,
        below?.[line],
      ])}
      {note}
      {problem && <ProblemNote problem={problem} />}
      <FormButtons submit={busy ? t('add.busy') : submitLabel} disabled={busy} onCancel={onCancel} />
    </form>
  );
}

const LABELS = { name: 'add.name', company: 'add.company', phones: 'add.phone', remark: 'add.remark' } as const;

interface LineProps {
  line: keyof CustomerLines;
  ids: object;
  value: string;
  onValue: (value: string) => void;
}

function Line({ line, ids, value, onValue }: LineProps) {
  if (line === 'remark') {
    return (
      <TextArea
        {...ids}
        rows={2}
        most={LIMITS.text}
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
      most={line === 'phones' ? LIMITS.phones * LIMITS.short : LIMITS.short}
      value={value}
      class={INPUT}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}
