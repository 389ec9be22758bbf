import { useEffect, useRef } from 'preact/hooks';
import type { ProviderView } from '../../lib/model/view';
import { Avatar } from '../avatar';
import { Button } from '../button';
import { useTexts } from '../texts';

interface ProviderPickerProps {
  providers: ProviderView[];
  onPick: (provider: ProviderView) => void;
  onCancel: () => void;
}

/** The CRM products that can be connected; each card can be pressed as a whole. */
export function ProviderPicker({ providers, onPick, onCancel }: ProviderPickerProps) {
  const { pick, t } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <>
      <ul ref={list} class="grid gap-2">
        {providers.map((provider) => (
          <li
            key={provider.id}
            class="relative flex items-start gap-3 rounded-m border border-line-strong p-3 transition-colors hover:bg-hover"
          >
            <Avatar name={pick(provider.name)} />
            <div class="min-w-0">
              <button
                type="button"
                aria-describedby={`about-${provider.id}`}
                class="text-left font-semibold after:absolute after:inset-0 after:rounded-m"
                onClick={() => onPick(provider)}
              >
                {pick(provider.name)}
              </button>
              <p id={`about-${provider.id}`} class="text-sm text-ink-2">
                {pick(provider.about)}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <Button look="quiet" class="mt-3" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </>
  );
}
