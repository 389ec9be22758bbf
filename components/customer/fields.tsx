import { useState } from 'preact/hooks';
import { refKey, type Customer, type CustomerField } from '../../lib/model/customer';
import type { Edit } from '../../lib/model/edit';
import { Button } from '../button';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';
import { Fact } from './facts';
import { FieldEditor } from './field-editor';
import { fieldText } from './field-value';
import { Section } from './section';

interface FieldsProps {
  customer: Customer;
  edits: Edit[];
  offline: boolean;
  editable: boolean;
  actions: PanelActions;
}

/** More fields than this fold away, those with a value before those without. */
const FEW = 6;

/** The CRM's own fields; one that cannot be edited is plain text. */
export function Fields({ customer, edits, offline, editable, actions }: FieldsProps) {
  const texts = useTexts();
  const { t } = texts;
  const [all, setAll] = useState(false);
  // The stage has its place above, among what every customer has.
  const fields = customer.fields.filter(({ isStage }) => !isStage);
  if (fields.length === 0) return null;
  const folds = fields.length > FEW;
  const shown = folds && !all ? filledFirst(fields).slice(0, FEW) : fields;
  return (
    <Section
      title={t('fields.title')}
      aside={
        folds && (
          <Button look="link" class="-mr-1" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fields.fewer') : t('fields.all', { count: fields.length })}
          </Button>
        )
      }
    >
      <dl class="grid grid-cols-[max-content_minmax(0,1fr)] @max-[12rem]:grid-cols-[minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
        {shown.map((field) => (
          <Fact key={`${refKey(customer)} ${field.id}`} label={field.label}>
            {editable && field.editable ? (
              <FieldEditor customer={customer} field={field} edits={edits} offline={offline} actions={actions} />
            ) : (
              <span class={fieldText(field, texts) ? 'whitespace-pre-wrap' : 'text-ink-3'}>
                {fieldText(field, texts) || t('facts.empty')}
              </span>
            )}
          </Fact>
        ))}
      </dl>
    </Section>
  );
}

function filledFirst(fields: CustomerField[]): CustomerField[] {
  const isEmpty = ({ value }: CustomerField) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return [...fields].sort((a, b) => Number(isEmpty(a)) - Number(isEmpty(b)));
}
