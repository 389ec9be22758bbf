import { useEffect, useRef } from 'preact/hooks';
import { LIMITS } from '../../../lib/model/limits';
import { Button } from '../../button';
import { TextLine } from '../../text-line';
import { useCustomersTexts } from '../use-customers-texts';

interface UnsealFormProps {
  /** The file's name. */
  name: string;
  value: string;
  busy: boolean;
  onValue: (value: string) => void;
  onSubmit: () => void;
}

/** Asks for the passphrase of a sealed backup. It takes the focus: give it a `key` per file. */
export function UnsealForm({ name, value, busy, onValue, onSubmit }: UnsealFormProps) {
  const own = useCustomersTexts();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <form
      class="flex max-w-md flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div class="min-w-0 flex-1">
        <TextLine
          label={own('backup.restore.passphrase', { name })}
          type="password"
          box={box}
          most={LIMITS.passphrase}
          value={value}
          onValue={onValue}
        />
      </div>
      <Button look="primary" type="submit" disabled={busy || value === ''}>
        {own('backup.restore.open')}
      </Button>
    </form>
  );
}
