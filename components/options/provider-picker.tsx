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

/** The CRM products that can be connected. */
export function ProviderPicker({ providers, onPick, onCancel }: ProviderPickerProps) {
  const { pick, t } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  return (
    <>
      <ul ref={list} class="grid gap-2">
        {providers.map((provider) => (
          <li key={provider.id}>
            <button
              type="button"
              aria-label={pick(provider.name)}
              class="flex w-full items-start gap-3 rounded-m border border-line-strong p-3 text-left transition-colors hover:bg-hover"
              onClick={() => onPick(provider)}
            >
              <Avatar name={pick(provider.name)} />
              <span class="min-w-0">
                <span class="block font-semibold">{pick(provider.name)}</span>
                <span class="block text-sm text-ink-2">{pick(provider.about)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" class="mt-3" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </>
  );
}
