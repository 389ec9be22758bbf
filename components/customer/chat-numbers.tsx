import { useEffect, useState } from 'preact/hooks';
import type { Region } from '../../lib/model/region';
import { phonesInField, samePhone } from '../../lib/model/phone';
import { splitNumbers } from '../../lib/model/split-phones';
import { Button } from '../button';
import { useTexts } from '../texts';
import { maskPhone, spacedPhone } from './mask';

interface ChatNumbersProps {
  /** What is typed into the line of the numbers. */
  typed: string;
  home: Region | null;
  maskPhones: boolean;
  load: () => Promise<string[]>;
  onTyped: (text: string) => void;
}

/** Offers the phone numbers in the messages of the open chat for the form, without those that it has already. */
export function ChatNumbers({ typed, home, maskPhones, load, onTyped }: ChatNumbersProps) {
  const { t } = useTexts();
  const [found, setFound] = useState<string[]>([]);
  useEffect(() => {
    let here = true;
    load().then(
      (numbers) => here && setFound(numbers),
      () => undefined,
    );
    return () => void (here = false);
  }, []);
  const inForm = splitNumbers(typed, home).flatMap((one) => phonesInField(one, home));
  const offered = found.filter((phone) => !inForm.some((known) => samePhone(phone, known) === 'same'));
  if (offered.length === 0) return null;
  return (
    <div role="group" aria-label={t('add.inChat')} class="-mt-1 flex flex-wrap items-center gap-1.5">
      <span class="text-sm text-ink-3">{t('add.inChat')}</span>
      {offered.map((phone) => {
        const shown = maskPhones ? maskPhone(phone) : spacedPhone(phone);
        return (
          <Button
            key={phone}
            icon="plus"
            aria-label={t('add.takeNumber', { phone: shown })}
            onClick={(event) => {
              onTyped([typed.trim().replace(/[,，;；]$/, ''), phone].filter(Boolean).join(', '));
              // The button disappears with the press, and the focus with it.
              event.currentTarget.closest('form')?.querySelector<HTMLElement>('input[type=tel]')?.focus();
            }}
          >
            {shown}
          </Button>
        );
      })}
    </div>
  );
}
