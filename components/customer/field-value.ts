import type { CustomerField } from '../../lib/model/customer';
import type { Texts } from '../texts';

/** A field's value as text, '' when empty. */
export function fieldText(field: CustomerField, texts: Texts): string {
  const { value, type } = field;
  if (value === null || value === '') return '';
  if (Array.isArray(value)) return texts.list(value.map((id) => optionName(field, id)));
  if (type === 'choice') return optionName(field, String(value));
  if (type === 'date') return texts.date(String(value));
  return type === 'date-time' ? texts.dateTime(String(value)) : String(value);
}

function optionName(field: CustomerField, id: string): string {
  return field.options.find((option) => option.id === id)?.name ?? id;
}
