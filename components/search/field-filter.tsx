import type { Field } from '../../lib/model/customer';
import { Select } from '../select';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { isDated, type FilterValues } from './filter-query';

interface FieldFilterProps {
  fields: Field[];
  /** "Anything at all" can be asked for. */
  canBeFilled: boolean;
  values: FilterValues;
  onValues: (change: Partial<FilterValues>) => void;
}

/** One of the CRM's own fields and its value; without a value, any value, if the CRM can search for that. */
export function FieldFilter({ fields, canBeFilled, values, onValues }: FieldFilterProps) {
  const { t } = useTexts();
  const field = fields.find(({ id }) => id === values.field) ?? null;
  function choose(id: string): void {
    const type = fields.find((one) => one.id === id)?.type ?? null;
    onValues({ field: id, fieldType: type, fieldValue: '', fieldFrom: '', fieldTo: '' });
  }
  return (
    <>
      <Select
        label={t('filters.field')}
        options={[['', t('filters.any')], ...fields.map(({ id, label }) => [id, label] as const)]}
        value={values.field}
        onValue={choose}
      />
      {field && isDated(field.type) && (
        <>
          <TextLine label={t('filters.fieldFrom')} type="date" value={values.fieldFrom} onValue={(fieldFrom) => onValues({ fieldFrom })} />
          <TextLine label={t('filters.fieldTo')} type="date" value={values.fieldTo} onValue={(fieldTo) => onValues({ fieldTo })} />
        </>
      )}
      {field && !isDated(field.type) && field.options.length > 0 && (
        <Select
          label={t('filters.fieldValue')}
          options={[['', t(canBeFilled ? 'filters.filled' : 'filters.any')], ...field.options.map(({ id, name }) => [id, name] as const)]}
          value={values.fieldValue}
          onValue={(fieldValue) => onValues({ fieldValue })}
        />
      )}
      {field && !isDated(field.type) && field.options.length === 0 && (
        <TextLine
          label={t('filters.fieldValue')}
          optional={canBeFilled ? t('filters.filled') : undefined}
          value={values.fieldValue}
          onValue={(fieldValue) => onValues({ fieldValue })}
        />
      )}
    </>
  );
}
