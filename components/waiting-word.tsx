import { durationText } from '../locales/times';
import { useNow } from './clock';
import { Icon } from './icon';
import { useTexts } from './texts';

/** Says why an answer takes its time: the call waits for the CRM's rate limit until then (epoch ms). */
export function WaitingWord({ until }: { until: number | null }) {
  const { t } = useTexts();
  const now = useNow(until === null ? null : 1000);
  if (until === null || until <= now) return null;
  return (
    <span role="status" class="inline-flex items-center gap-1 text-sm text-warn">
      <Icon name="clock" size={12} />
      {t('card.waiting', { left: durationText(Math.ceil((until - now) / 1000) * 1000, t.language) })}
    </span>
  );
}
