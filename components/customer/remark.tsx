import { useLayoutEffect, useRef } from 'preact/hooks';
import { refKey, type Customer } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import { LIMITS } from '../../lib/model/limits';
import { useDraft } from '../draft';
import { TextArea } from '../field';
import { Meanwhile } from '../meanwhile';
import type { EditActions } from '../panel/actions';
import { useTexts } from '../texts';
import { editsOfKind } from './save-state';
import { Refusal, SaveWord } from './save-note';
import { Section } from './section';
import { textDraft } from './text-draft';
import { useSaving } from './use-saving';

interface RemarkProps {
  customer: Customer;
  edits: Edit[];
  offline: boolean;
  editable: boolean;
  hotkey: boolean;
  actions: EditActions;
}

/** The one note shown first. It saves itself on a pause and on blur. */
export function Remark(props: RemarkProps) {
  return props.editable ? <RemarkBox key={refKey(props.customer)} {...props} /> : <RemarkText text={props.customer.remark} />;
}

/** Milliseconds without a key before the text is saved. */
const PAUSE = 800;

function RemarkBox({ customer, edits, offline, hotkey, actions }: RemarkProps) {
  const { t } = useTexts();
  const value = customer.remark ?? '';
  const saving = useSaving(
    { connection: customer.connection, id: customer.id },
    editsOfKind(edits, 'remark'),
    offline,
    (change) => change.kind === 'remark' && change.text === value,
    actions,
  );
  const draft = useDraft(value, save, PAUSE, { name: textDraft('remark', customer), most: LIMITS.text });
  function save(text: string, seen: string): void {
    saving.save({ kind: 'remark', text }, seen === value ? undefined : { kind: 'remark', text: seen });
  }
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => grow(box.current), [draft.text]);
  return (
    <Section title={t('remark.title')} hotkey={hotkey ? 'R' : undefined} aside={draft.dirty ? null : <SaveWord saving={saving} />}>
      <TextArea
        box={box}
        aria-label={t('remark.title')}
        data-hotkey={hotkey ? 'r' : undefined}
        rows={2}
        most={draft.dirty ? LIMITS.text : Infinity}
        value={draft.text}
        placeholder={t('remark.placeholder')}
        class="quiet-input -mx-1.5 block field-sizing-content max-h-80 min-h-12 w-[calc(100%+0.75rem)] resize-none px-1.5 py-1 leading-relaxed"
        onInput={(event) => draft.type(event.currentTarget.value)}
        onCompositionStart={() => draft.compose(true)}
        onCompositionEnd={() => draft.compose(false)}
        onBlur={draft.flush}
        onDiscard={draft.reset}
      />
      {draft.meanwhile !== undefined && <Meanwhile value={draft.meanwhile} />}
      <Refusal saving={saving} actions={actions} onDiscard={() => draft.reset()} />
    </Section>
  );
}

function RemarkText({ text }: { text: string | null }) {
  const { t } = useTexts();
  return (
    <Section title={t('remark.title')}>
      <p class={`break-words whitespace-pre-wrap ${text ? '' : 'text-ink-3'}`}>{text || t('remark.empty')}</p>
    </Section>
  );
}

/** Browsers without `field-sizing` get the height by hand. */
function grow(box: HTMLTextAreaElement | null): void {
  if (!box || CSS.supports('field-sizing', 'content')) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
