import type { Customer, CustomerField, FieldValue } from '../../lib/model/customer';
import type { DraftName } from '../../lib/model/draft';
import type { Change, Edit } from '../../lib/model/edit';
import { LIMITS } from '../../lib/model/limits';
import type { PanelActions } from '../panel/actions';
import type { Typed } from '../draft';
import { ChoiceInput, ChoicesInput } from './field-choices';
import { TextFieldInput } from './field-text';
import { editsOfKind } from './save-state';
import { Refusal, SaveWord } from './save-note';
import { textDraft } from './text-draft';
import { useSaving } from './use-saving';

interface FieldEditorProps {
  customer: Customer;
  field: CustomerField;
  edits: Edit[];
  offline: boolean;
  actions: PanelActions;
}

/** The editor that fits the field's type, and the state of its change. */
export function FieldEditor({ customer, field, edits, offline, actions }: FieldEditorProps) {
  const saving = useSaving(
    { connection: customer.connection, id: customer.id },
    editsOfKind(edits, 'field', field.id),
    offline,
    (change) => change.kind === 'field' && JSON.stringify(change.value) === JSON.stringify(field.value),
    actions,
  );
  const change = (value: FieldValue): Change => ({ kind: 'field', field: field.id, value });
  const save: FieldInputProps['save'] = (value, seen, typed) =>
    saving.save(change(value), seen === undefined ? undefined : change(seen), typed);
  return (
    <>
      <div class="flex flex-wrap items-center gap-x-2">
        <FieldInput field={field} save={save} kept={textDraft('field', customer, field.id)} />
        <SaveWord saving={saving} />
      </div>
      <Refusal saving={saving} actions={actions} field={field} />
    </>
  );
}

export interface FieldInputProps {
  field: CustomerField;
  /** `seen` is the value that was shown when the person began, if it differs from the present one. */
  save: (value: FieldValue, seen?: FieldValue, typed?: Typed) => void;
}

function FieldInput({ field, save, kept }: FieldInputProps & { kept: DraftName }) {
  switch (field.type) {
    case 'choice':
      return <ChoiceInput field={field} save={save} />;
    case 'choices':
      return <ChoicesInput field={field} save={save} />;
    case 'text':
    case 'phone':
    case 'number':
    case 'long-text':
    case 'address':
    case 'date':
    case 'date-time':
      return <TextFieldInput field={field} save={save} longest={{ name: kept, most: LIMITS.text }} />;
  }
}
