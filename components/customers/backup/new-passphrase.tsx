import { LIMITS } from '../../../lib/model/limits';
import { SHORTEST_PASSPHRASE } from '../../../lib/model/settings';
import { TextLine } from '../../text-line';
import { useCustomersTexts } from '../use-customers-texts';
import { Check } from './check';

/** A new passphrase, typed twice; `on` is whether the backup is to be sealed. */
export interface Typed {
  on: boolean;
  once: string;
  again: string;
}

export const NOT_SEALED: Typed = { on: false, once: '', again: '' };

/** The passphrase; null where the backup is not to be sealed, undefined while the typed one is not valid. */
export function passphraseOf({ on, once, again }: Typed): string | null | undefined {
  if (!on) return null;
  return once.length >= SHORTEST_PASSPHRASE && once.length <= LIMITS.passphrase && once === again ? once : undefined;
}

/** `faults` is set once the button was pressed; before that no faults are shown. */
export function NewPassphrase({ typed, faults, onTyped }: { typed: Typed; faults: boolean; onTyped: (typed: Typed) => void }) {
  const own = useCustomersTexts();
  const least = SHORTEST_PASSPHRASE;
  const isShort = faults && typed.once.length < least;
  const secret = { type: 'password', autocomplete: 'new-password', most: LIMITS.passphrase } as const;
  return (
    <div class="grid grid-cols-1 gap-2">
      <Check label={own('backup.make.seal')} checked={typed.on} onChange={(on) => onTyped({ ...typed, on })} />
      {typed.on && (
        <div class="grid max-w-md grid-cols-1 items-start gap-2 sm:grid-cols-2">
          <TextLine
            {...secret}
            label={own('backup.passphrase')}
            help={own('backup.passphrase.help', { least })}
            fault={isShort ? own('backup.passphrase.short', { least }) : null}
            value={typed.once}
            onValue={(once) => onTyped({ ...typed, once })}
          />
          <TextLine
            {...secret}
            label={own('backup.passphrase.again')}
            fault={faults && !isShort && typed.once !== typed.again ? own('backup.passphrase.differ') : null}
            value={typed.again}
            onValue={(again) => onTyped({ ...typed, again })}
          />
        </div>
      )}
    </div>
  );
}
