import { untold, type ReadsText } from '../../lib/model/what-is-read';
import { Button } from '../button';
import { Icon, type IconName } from '../icon';
import { useOptionsTexts } from './use-options-texts';

const ICONS: Record<ReadsText, IconName> = {
  'reads.chat': 'person',
  'reads.messages': 'phone',
  'reads.sent': 'shield',
  'reads.kept': 'clock',
};

/** What Kebian reads and where it goes: all of it, or these texts. */
export function WhatIsRead({ texts = untold(0) }: { texts?: readonly ReadsText[] }) {
  const t = useOptionsTexts();
  return (
    <ul class="grid gap-2.5">
      {texts.map((key) => (
        <li key={key} class="flex gap-2.5">
          <span class="mt-0.5 text-accent">
            <Icon name={ICONS[key]} />
          </span>
          {t(key)}
        </li>
      ))}
    </ul>
  );
}

interface ReadsMoreProps {
  /** The newest entry that the person has seen; 0 for none. */
  told: number;
  /** Whether an administrator has connected something. */
  managed: boolean;
  onSeen: () => void;
}

/** Shows what the person has not read before, once: after an update, or all of it where an administrator has connected something. */
export function ReadsMore({ told, managed, onSeen }: ReadsMoreProps) {
  const t = useOptionsTexts();
  const texts = untold(told);
  if (texts.length === 0) return null;
  return (
    <section aria-labelledby="reads-more" class="rounded-l border border-accent bg-accent-soft px-4 py-4 shadow-card sm:px-5">
      <h2 id="reads-more" class="mb-3 text-lg font-semibold">
        {t(managed && told === 0 ? 'reads.title' : 'reads.more')}
      </h2>
      <WhatIsRead texts={texts} />
      <Button class="mt-4" look="primary" onClick={onSeen}>
        {t('reads.seen')}
      </Button>
    </section>
  );
}
