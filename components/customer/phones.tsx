import { useEffect, useId, useState } from 'preact/hooks';
import type { Phone } from '../../lib/model/customer';
import { Button } from '../button';
import { Icon } from '../icon';
import { lazily } from '../lazily';
import { useAnnounce } from '../live';
import { useTexts } from '../texts';
import { maskPhone, spacedPhone } from './mask';

const OddMark = lazily(() => import('./odd-mark').then((file) => file.OddMark), 'idle');

interface PhonesProps {
  /** Whose numbers they are: showing one customer's does not show another's. */
  of: string;
  phones: Phone[];
  mask: boolean;
  onCopy: (text: string) => void;
}

/** Phone numbers, each masked until it is asked for. */
export function Phones({ of, phones, mask, onCopy }: PhonesProps) {
  return (
    <ul class="grid grid-cols-1 gap-0.5">
      {phones.map((phone, index) => (
        <PhoneLine key={index} of={`${of} ${phone.number}`} phone={phone} mask={mask} onCopy={onCopy} />
      ))}
    </ul>
  );
}

function PhoneLine({ of, phone, mask, onCopy }: { of: string; phone: Phone; mask: boolean; onCopy: (text: string) => void }) {
  const { t } = useTexts();
  const id = useId();
  const [unmasked, setUnmasked] = useState<string | null>(null);
  useEffect(() => setUnmasked(null), [mask, of]);
  const shown = !mask || unmasked === of;
  return (
    <li class="flex flex-wrap items-center gap-x-1.5">
      <span id={id} class="tabular-nums break-all">
        {phone.hidden ? phone.number : shown ? spacedPhone(phone.number) : maskPhone(phone.number)}
      </span>
      {!phone.hidden && <OddMark number={phone.number} />}
      {phone.label && phone.label !== t('facts.phone') && <span class="text-sm text-ink-3">{phone.label}</span>}
      {phone.hidden ? (
        <HiddenByCrm />
      ) : (
        <PhoneButtons
          of={of}
          describedBy={id}
          shown={shown}
          onShow={mask ? (show) => setUnmasked(show ? of : null) : null}
          onCopy={() => onCopy(phone.number)}
        />
      )}
    </li>
  );

  function HiddenByCrm() {
    return (
      <span class="inline-flex items-center gap-1 text-sm text-ink-3">
        <Icon name="lock" size={12} />
        {t('phone.hidden')}
      </span>
    );
  }
}

interface PhoneButtonsProps {
  of: string;
  describedBy: string;
  shown: boolean;
  /** null where numbers are not masked. */
  onShow: ((shown: boolean) => void) | null;
  onCopy: () => void;
}

function PhoneButtons({ of, describedBy, shown, onShow, onCopy }: PhoneButtonsProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(null), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  function copy(): void {
    onCopy();
    setCopied(of);
    announce(t('phone.copied'));
  }
  return (
    <span class="flex">
      {onShow && (
        <Button look="link" aria-describedby={describedBy} onClick={() => onShow(!shown)}>
          {t(shown ? 'phone.hide' : 'phone.show')}
        </Button>
      )}
      <Button look="link" aria-describedby={describedBy} onClick={copy}>
        {t(copied === of ? 'phone.copied' : 'phone.copy')}
      </Button>
    </span>
  );
}
