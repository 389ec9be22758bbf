import { Input, INPUT, Labelled, type InputProps, type LabelledProps } from './field';

interface TextLineProps extends Omit<LabelledProps, 'children'>, Omit<InputProps, 'type' | 'class' | 'label' | 'onInput'> {
  type?: InputProps['type'];
  onValue: (value: string) => void;
}

/** A labelled line to type into. The browser does not fill it in, nor offer to store it. */
export function TextLine({ label, help, fault, optional, type = 'text', onValue, ...rest }: TextLineProps) {
  return (
    <Labelled label={label} help={help} fault={fault} optional={optional}>
      {(ids) => (
        <Input autocomplete="off" {...rest} {...ids} type={type} class={INPUT} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
    </Labelled>
  );
}
