import { LIMITS } from '../../lib/model/limits';
import type { SettingFieldView } from '../../lib/model/view';
import { Input, INPUT, Labelled } from '../field';
import { useTexts } from '../texts';
import { TypedAddressNotes } from './address-notes';
import type { FieldFault } from './connection-draft';
import { useOptionsTexts } from './use-options-texts';

interface SettingLineProps {
  field: SettingFieldView;
  isSet: boolean;
  value: string;
  fault: FieldFault | undefined;
  onValue: (value: string) => void;
}

/** One line of the connection form. */
export function SettingLine({ field, isSet, value, fault, onValue }: SettingLineProps) {
  const { pick, t } = useTexts();
  const own = useOptionsTexts();
  const label = pick(field.label);
  const help = [pick(field.help), field.secret && own('form.secretHelp')].filter(Boolean).join(' ');
  return (
    <Labelled
      label={label}
      help={help}
      fault={fault && (fault === 'missing' ? own('form.missing', { label }) : own(`address.${fault}`))}
      optional={field.required ? undefined : t('form.optional')}
    >
      {(ids) => (
        <>
          <SettingInput ids={ids} field={field} isSet={isSet} value={value} onValue={onValue} />
          <div aria-live="polite">{field.kind === 'url' && <TypedAddressNotes value={value} field={field} />}</div>
        </>
      )}
    </Labelled>
  );
}

interface SettingInputProps extends Omit<SettingLineProps, 'fault'> {
  ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined };
}

function SettingInput({ ids, field, isSet, value, onValue }: SettingInputProps) {
  const { pick } = useTexts();
  const own = useOptionsTexts();
  if (field.choices) {
    const [usual] = field.choices;
    return (
      <select
        {...ids}
        name={field.key}
        value={field.choices.some((choice) => choice.value === value) ? value : usual?.value}
        class={INPUT}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {field.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {pick(choice.name)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <Input
      {...ids}
      type={field.secret ? 'password' : field.kind}
      name={field.key}
      required={field.required && !isSet}
      autocomplete={field.secret ? 'new-password' : 'off'}
      spellcheck={false}
      placeholder={isSet ? own('form.secretSet') : (field.placeholder ?? '')}
      most={LIMITS.text}
      value={value}
      class={INPUT}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}
