import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../lib/model/problem';
import { LONGEST_REPLY, type QuickReply } from '../../../lib/model/reply';
import { Button } from '../../button';
import { INPUT, Input, Labelled, TextArea } from '../../field';
import { onceOf, useForm } from '../../form';
import { FormButtons } from '../../form-buttons';
import { formHandlers } from '../../keys';
import { ProblemNote } from '../../note';
import { TextLine } from '../../text-line';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';

interface ReplyFormProps {
  /** The initial values; without an id it is a new reply. */
  start: QuickReply;
  groups: string[];
  onSave: (reply: QuickReply) => Promise<Problem | null>;
  onDone: () => void;
}

/** The form for a reply; buttons insert placeholders for what is known of a customer. */
export function ReplyForm({ start, groups, onSave, onDone }: ReplyFormProps) {
  const { t } = useTexts();
  const own = useCustomersTexts();
  const list = useId();
  const box = useRef<HTMLFormElement>(null);
  const form = useForm({ form: 'reply', of: start.id, connection: null }, { group: start.group, title: start.title, text: start.text });
  const { group, title, text } = form.values;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState(false);
  useLayoutEffect(() => box.current?.querySelector('textarea')?.focus(), []);
  async function submit(): Promise<void> {
    if (text.trim() === '' || text.length > LONGEST_REPLY) {
      setMissing(text.trim() === '');
      return void box.current?.querySelector('textarea')?.focus();
    }
    const id = start.id || onceOf(form.once, 'reply');
    const found = await onSave({ ...start, id, group: group.trim(), title: title.trim(), text: text.trim() });
    setProblem(found);
    if (!found) leave();
  }
  function leave(): void {
    form.done();
    onDone();
  }
  /** Inserts a placeholder at the cursor. */
  function putIn(blank: string): void {
    const area = box.current!.querySelector('textarea')!;
    const at = area.selectionStart;
    form.set({ text: `${text.slice(0, at)}{${blank}}${text.slice(area.selectionEnd)}` });
    requestAnimationFrame(() => {
      area.focus();
      area.selectionStart = area.selectionEnd = at + blank.length + 2;
    });
  }
  return (
    <form
      ref={box}
      aria-label={start.id ? own('replies.edit', { name: start.title }) : own('replies.add')}
      noValidate
      class="grid grid-cols-1 gap-2.5"
      {...formHandlers(submit, leave)}
    >
      <div class="grid grid-cols-1 gap-2.5 sm:grid-cols-2">
        <Labelled label={own('replies.group')} optional={t('form.optional')}>
          {(ids) => (
            <>
              <Input
                {...ids}
                type="text"
                {...{ list }}
                value={group}
                class={INPUT}
                onInput={(event) => form.set({ group: event.currentTarget.value })}
              />
              <datalist id={list}>
                {groups.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            </>
          )}
        </Labelled>
        <TextLine label={own('replies.name')} optional={t('form.optional')} value={title} onValue={(text) => form.set({ title: text })} />
      </div>
      <Labelled
        label={own('replies.text')}
        help={own('replies.textHelp', { example: `{${own('replies.blank.name')}}` })}
        fault={missing && text.trim() === '' ? own('replies.missing') : null}
      >
        {(ids) => (
          <TextArea
            {...ids}
            rows={4}
            required
            most={LONGEST_REPLY}
            value={text}
            class={`${INPUT} h-auto field-sizing-content max-h-96 min-h-24 resize-none py-1.5`}
            onInput={(event) => form.set({ text: event.currentTarget.value })}
          />
        )}
      </Labelled>
      <div role="group" aria-label={own('replies.blanks')} class="flex flex-wrap gap-1.5">
        {(['name', 'nickname', 'company', 'owner'] as const).map((part) => (
          <Button key={part} icon="plus" onClick={() => putIn(own(`replies.blank.${part}`))}>
            {own(`replies.blank.${part}`)}
          </Button>
        ))}
      </div>
      {problem && <ProblemNote problem={problem} />}
      <FormButtons submit={t('common.save')} onCancel={leave} />
    </form>
  );
}
