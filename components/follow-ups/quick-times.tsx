import { quickTimes } from '../../lib/model/quick-times';
import { quickTimeText } from '../../locales/quick-times';
import { Button } from '../button';
import { useNow } from '../clock';
import { useTexts } from '../texts';

interface QuickTimesProps {
  label: string;
  /** Called with the chosen moment, epoch ms. */
  onPick: (at: number) => void;
}

/** The times that are chosen with one press. */
export function QuickTimes({ label, onPick }: QuickTimesProps) {
  const { language } = useTexts();
  const now = useNow(60_000);
  return (
    <div role="group" aria-label={label} class="flex flex-wrap gap-1.5">
      {quickTimes(now).map((time) => (
        <Button key={time.kind} onClick={() => onPick(time.at)}>
          {quickTimeText(time, language)}
        </Button>
      ))}
    </div>
  );
}
