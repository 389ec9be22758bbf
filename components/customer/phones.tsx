import { useEffect, useId, useState } from 'preact/hooks';
import type { Phone } from '../../lib/model/customer';
import { Button } from '../button';
import { Icon } from '../icon';
import { useAnnounce } from '../live';
import { useTexts } from '../texts';
import { maskPhone, spacedPhone } from './mask';

/** Phone numbers, each masked until it is asked for. Give it a `key` per customer. */
export function Phones({ phones, mask, onCopy }: { phones: Phone[]; mask: boolean; onCopy: (text: string) => void }) {
  return (
    <ul class="grid grid-cols-1 gap-0.5">
      {phones.map((phone, index) => (
        <PhoneLine key={`${index}${phone.number}`} phone={phone} mask={mask} onCopy={onCopy} />
      ))}
    </ul>
  );
}

function PhoneLine({ phone, mask, onCopy }: { phone: Phone; mask: boolean; onCopy: (text: string) => void }) {
  const { t } = useTexts();
  const id = useId();
  const [shown, setShown] = useState(!mask);
  useEffect(() => setShown(!mask), [mask]);
  return (
    <li class="flex flex-wrap items-center gap-x-1.5">
      <span id={id} class="tabular-nums break-all">
        {phone.hidden ? phone.number : shown ? spacedPhone(phone.number) : maskPhone(phone.number)}
      </span>
      {phone.label && <span class="text-sm text-ink-3">{phone.label}</span>}
      {phone.hidden ? (
        <HiddenByCrm />
      ) : (
        <PhoneButtons describedBy={id} shown={shown} onShow={mask ? setShown : null} onCopy={() => onCopy(phone.number)} />
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
  describedBy: string;
  shown: boolean;
  /** null where numbers are not masked. */
  onShow: ((shown: boolean) => void) | null;
  onCopy: () => void;
}

function PhoneButtons({ describedBy, shown, onShow, onCopy }: PhoneButtonsProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  function copy(): void {
    onCopy();
    setCopied(true);
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
        {t(copied ? 'phone.copied' : 'phone.copy')}
      </Button>
    </span>
  );
}
