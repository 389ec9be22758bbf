import { refKey, type Customer } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import type { EditActions } from '../panel/actions';
import type { Typed } from '../draft';
import { useTexts } from '../texts';
import { editsOfKind } from './save-state';
import { Refusal, SaveWord } from './save-note';
import { Section } from './section';
import { TextBox, useTextBox } from './text-box';
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
  const draft = useTextBox(value, save, textDraft('remark', customer));
  function save(text: string, seen: string, typed: Typed): void {
    saving.save({ kind: 'remark', text }, seen === value ? undefined : { kind: 'remark', text: seen }, typed);
  }
  return (
    <Section title={t('remark.title')} hotkey={hotkey ? 'R' : undefined} aside={draft.dirty ? null : <SaveWord saving={saving} />}>
      <TextBox draft={draft} label={t('remark.title')} placeholder={t('remark.placeholder')} hotkey={hotkey} />
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
