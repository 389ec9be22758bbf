import { Icon } from './icon';
import { useTexts } from './texts';

/** Says below a line that its value has changed since the person saw it, and to what. */
export function Meanwhile({ value }: { value: string }) {
  const { t } = useTexts();
  return (
    <span class="flex gap-1.5 text-sm text-info">
      <span class="mt-0.5">
        <Icon name="again" size={12} />
      </span>
      <span class="line-clamp-2 min-w-0 break-words">{t('form.meanwhile', { value: value || t('conflict.nothing') })}</span>
    </span>
  );
}
