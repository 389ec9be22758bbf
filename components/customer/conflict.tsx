import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Field } from '../../lib/model/customer';
import type { DraftName } from '../../lib/model/draft';
import type { Base, Change, Edit } from '../../lib/model/edit';
import { LIMITS } from '../../lib/model/limits';
import { differenceOf, mergedText, type Piece } from '../../lib/model/merge-text';
import { Button } from '../button';
import { TextArea } from '../field';
import { useForm, useIsHalfTyped } from '../form';
import { Icon } from '../icon';
import { keyOf } from '../keys';
import type { EditActions } from '../panel/actions';
import { useTexts } from '../texts';
import { thingText, valueText } from './change-text';

interface ConflictProps {
  edit: Edit;
  /** The CRM's value by now. */
  theirs: Change;
  /** The field that the edit is about, where it is known. */
  field?: Field | null | undefined;
  actions: EditActions;
  /** Called when the person has decided. */
  onDone?: (() => void) | undefined;
}

/** Another user has changed the same value: both values are shown, and nothing is written until the person chooses. */
export function Conflict({ edit, theirs, field = null, actions, onDone }: ConflictProps) {
  const texts = useTexts();
  const { t } = texts;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const draft: DraftName = { form: 'merge', of: edit.id, connection: edit.ref.connection };
  const [merging, setMerging] = useState(useIsHalfTyped(draft));
  const text = (change: Base | null) => (change && change.kind !== 'unseen' ? valueText(change, field, texts) : null);
  const mine = edit.change.kind === 'follow-up' ? null : edit.change;
  if (!mine) return null;
  const [before, crm, typed] = [text(edit.base), text(theirs) ?? '', text(mine) ?? ''];
  const difference = differenceOf(crm, typed);

  function decide(change: Change | null): void {
    goHome(box.current);
    if (change) actions.resolve(edit.id, change);
    else actions.discard(edit.id);
    onDone?.();
  }

  return (
    <div ref={box} role="group" aria-labelledby={id} class="mt-1.5 grid grid-cols-1 gap-2 rounded-m bg-warn-soft p-2.5">
      <p id={id} class="flex gap-1.5 font-medium text-warn">
        <span class="mt-0.5">
          <Icon name="warn" size={14} />
        </span>
        <span class="min-w-0 break-words">{t('conflict.title', { what: thingText(mine, field, t) })}</span>
      </p>
      {before !== null && before !== crm && (
        <p class="line-clamp-3 text-sm break-words whitespace-pre-wrap text-ink-2">
          {t('conflict.before')} <span class="text-ink">{before || t('conflict.nothing')}</span>
        </p>
      )}
      <div class="@container grid grid-cols-1">
        <div class="grid grid-cols-1 gap-2 @min-[24rem]:grid-cols-2">
          <Version title={t('conflict.theirs')} pieces={difference.a}>
            <Button onClick={() => decide(null)}>{t('conflict.keep')}</Button>
          </Version>
          <Version title={t('conflict.yours')} pieces={difference.b}>
            <Button onClick={() => decide(mine)}>{t('conflict.write')}</Button>
          </Version>
        </div>
      </div>
      {mine.kind === 'remark' && !merging && (
        <Button look="link" icon="edit" class="justify-self-start" onClick={() => setMerging(true)}>
          {t('conflict.merge')}
        </Button>
      )}
      {merging && (
        <Merging
          draft={draft}
          start={mergedText(before, crm, typed)}
          onSave={(merged) => decide({ kind: 'remark', text: merged })}
          onCancel={() => (setMerging(false), box.current?.querySelector('button')?.focus())}
        />
      )}
    </div>
  );
}

interface VersionProps {
  title: string;
  pieces: Piece[];
  children: ComponentChildren;
}

/** A text with what is different in it marked. A long one scrolls, with the keyboard too. */
function Version({ title, pieces, children }: VersionProps) {
  const { t } = useTexts();
  const id = useId();
  const length = pieces.reduce((sum, { text }) => sum + text.length, 0);
  return (
    <div role="group" aria-labelledby={id} class="flex min-w-0 flex-col rounded-m border border-line-strong bg-surface">
      <p id={id} class="px-2.5 pt-2 text-sm font-semibold text-ink-2">
        {title}
      </p>
      <p
        tabIndex={length > LONG ? 0 : undefined}
        class="max-h-40 flex-1 overflow-y-auto px-2.5 py-1 break-words whitespace-pre-wrap text-ink"
      >
        {length === 0 && <span class="text-ink-3">{t('conflict.nothing')}</span>}
        {pieces.map(({ text, own }, at) => (own ? <Mark key={at}>{text}</Mark> : <span key={at}>{text}</span>))}
      </p>
      <div class="px-2.5 pt-1 pb-2.5">{children}</div>
    </div>
  );
}

function Mark({ children }: { children: string }) {
  return <mark class="rounded-s bg-mark box-decoration-clone text-ink">{children}</mark>;
}

/** Texts longer than this (in characters) may be higher than their box. */
const LONG = 80;

interface MergingProps {
  draft: DraftName;
  start: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}

function Merging({ draft, start, onSave, onCancel }: MergingProps) {
  const { t } = useTexts();
  // The text to merge is the one from when the person began.
  const form = useForm(draft, { text: useRef(start).current });
  const { text } = form.values;
  const cancel = () => (form.done(), onCancel());
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <div
      class="grid grid-cols-1 gap-2"
      onKeyDown={(event) => {
        if (keyOf(event) !== 'Escape') return;
        event.stopPropagation();
        cancel();
      }}
    >
      <TextArea
        box={box}
        aria-label={t('conflict.merged')}
        rows={4}
        most={LIMITS.text}
        value={text}
        class="field-sizing-content max-h-60 min-h-20 resize-none rounded-m border border-line-strong bg-surface px-2.5 py-2 leading-relaxed text-ink"
        onInput={(event) => form.set({ text: event.currentTarget.value })}
      />
      <div class="flex flex-wrap gap-2">
        <Button look="primary" disabled={text.length > LIMITS.text} onClick={() => (form.done(), onSave(text))}>
          {t('conflict.save')}
        </Button>
        <Button onClick={cancel}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}

/** The note disappears after the decision: the focus moves to the value that it was about. */
function goHome(box: HTMLElement | null): void {
  const around = box?.parentElement?.closest('[role=group], section, dd, li');
  const targets = [...(around?.querySelectorAll<HTMLElement>('textarea, input, select, button') ?? [])];
  targets.find((target) => !box?.contains(target))?.focus({ preventScroll: true });
}
