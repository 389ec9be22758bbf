import { quickTimes, type QuickTime } from '../../lib/model/quick-times';
import { quickTimeText } from '../../locales/quick-times';
import { Button } from '../button';
import { useClock, useNow } from '../clock';
import { useTexts } from '../texts';

interface QuickTimesProps {
  label: string;
  /** Called with the chosen moment, epoch ms. */
  onPick: (at: number) => void;
}

/** How often the times are drawn again, in ms. */
const STEP = 60_000;

/** The times that are chosen with one press. */
export function QuickTimes({ label, onPick }: QuickTimesProps) {
  const { language } = useTexts();
  const now = useNow(STEP);
  const clock = useClock();
  /** Around midnight, the day that was shown. What was drawn before the computer slept is meant as of now, except a day that is named. */
  const meant = ({ kind, at }: QuickTime) => {
    const pressed = clock();
    const isOld = pressed > now + 2 * STEP || pressed < now - STEP;
    if (!isOld || (kind === 'monday' && at > pressed)) return at;
    const times = quickTimes(pressed);
    return (times.find((one) => one.kind === kind) ?? times[1]!).at;
  };
  return (
    <div role="group" aria-label={label} class="flex flex-wrap gap-1.5">
      {quickTimes(now).map((time) => (
        <Button key={time.kind} onClick={() => onPick(meant(time))}>
          {quickTimeText(time, language)}
        </Button>
      ))}
    </div>
  );
}
