import type { Customer, CustomerField, FieldValue } from '../../lib/model/customer';
import type { Change, Edit } from '../../lib/model/edit';
import { LIMITS } from '../../lib/model/limits';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { TextFieldInput } from './field-text';
import { editsOfKind } from './save-state';
import { Refusal, SaveWord } from './save-note';
import { textDraft } from './text-draft';
import { useSaving } from './use-saving';

interface NicknameProps {
  customer: Customer;
  edits: Edit[];
  offline: boolean;
  actions: PanelActions;
}

/** What the agent calls this customer, where the CRM lets it be changed. Give it a `key` per customer. */
export function Nickname({ customer, edits, offline, actions }: NicknameProps) {
  const { t } = useTexts();
  const { connection, id, nickname } = customer;
  const saving = useSaving(
    { connection, id },
    editsOfKind(edits, 'personal-name'),
    offline,
    (change) => change.kind === 'personal-name' && change.text === (nickname ?? ''),
    actions,
  );
  const field: CustomerField = { id: 'nickname', label: t('facts.nickname'), type: 'text', options: [], editable: true, value: nickname };
  return (
    <>
      <div class="flex flex-wrap items-center gap-x-2">
        <TextFieldInput
          field={field}
          save={(value, seen, typed) => saving.save(named(value), seen === undefined ? undefined : named(seen), typed)}
          longest={{ name: textDraft('nickname', customer), most: LIMITS.short }}
        />
        <SaveWord saving={saving} />
      </div>
      <Refusal saving={saving} actions={actions} />
    </>
  );
}

function named(value: FieldValue): Change {
  return { kind: 'personal-name', text: String(value ?? '') };
}
