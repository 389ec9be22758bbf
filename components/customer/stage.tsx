import type { Customer, CustomerField } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { FieldEditor } from './field-editor';

interface StageProps {
  customer: Customer;
  /** The field that is the stage. */
  field: CustomerField;
  edits: Edit[];
  offline: boolean;
  actions: PanelActions;
}

/** The stage as a choice, where the CRM lets it be changed. */
export function Stage({ field, ...shared }: StageProps) {
  const { t } = useTexts();
  return <FieldEditor {...shared} field={{ ...field, label: t('facts.stage') }} />;
}

/** The field to change the stage by, null where the stage is only shown. */
export function stageField(customer: Customer): CustomerField | null {
  return customer.fields.find(({ isStage, editable, type }) => isStage && editable && type === 'choice') ?? null;
}
