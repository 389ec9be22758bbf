import { oddityOf } from '../../lib/model/odd-phone';
import { Icon } from '../icon';
import { useTexts } from '../texts';
import { useHome } from '../use-home';

/** Marks a number that cannot be dialled as stored in the CRM; the reason is its tooltip and accessible name. */
export function OddMark({ number }: { number: string }) {
  const { t } = useTexts();
  const oddity = oddityOf(number, useHome());
  if (!oddity) return null;
  const words = t(`phone.odd.${oddity}`);
  return (
    <span role="img" aria-label={words} title={words} class="inline-flex self-center text-warn">
      <Icon name="warn" size={12} />
    </span>
  );
}
