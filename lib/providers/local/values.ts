import type { SchemaField } from '../../model/book/schema';
import { chinaDay } from '../../model/china-time';
import type { FieldValue } from '../../model/customer';
import { ProblemError, type Problem } from '../../model/problem';

/** Throws the Problem `unfit` for a value that is not of the kind that the field holds. Nothing at all fits everywhere. */
export function refuseUnfit({ type, options }: SchemaField, value: FieldValue): void {
  if (value === null) return;
  const wants = isFit() ? null : WANTS[type];
  if (wants) throw new ProblemError({ kind: 'unfit', wants });

  function isFit(): boolean {
    const known = (id: unknown) => options.some((option) => option.id === id);
    switch (type) {
      case 'number':
        return typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value);
      case 'date':
        return typeof value === 'string' && chinaDay(value) === value;
      case 'choice':
        return known(value);
      case 'choices':
        return Array.isArray(value) && value.every(known);
      default:
        return typeof value === 'string';
    }
  }
}

const WANTS: Record<SchemaField['type'], Extract<Problem, { kind: 'unfit' }>['wants']> = {
  number: 'number',
  date: 'date',
  choice: 'option',
  choices: 'option',
  text: 'text',
  'long-text': 'text',
  phone: 'text',
  address: 'text',
  'date-time': 'text',
};
