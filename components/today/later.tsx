import { useState } from 'preact/hooks';
import { Button } from '../button';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import { localTime } from '../follow-ups/local-time';
import { QuickTimes } from '../follow-ups/quick-times';

/** Puts a reminder off: a time with one press, or any other. */
export function Later({ now, onPick }: { now: number; onPick: (at: number) => void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const at = Date.parse(typed);
  return (
    <div class="grid grid-cols-1 gap-1.5">
      <QuickTimes label={t('today.later.times')} onPick={onPick} />
      <form
        class="flex flex-wrap items-end gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (at > now) onPick(at);
        }}
      >
        <div class="min-w-0 flex-[1_1_12rem]">
          <TextLine label={t('today.later.other')} type="datetime-local" min={localTime(now)} value={typed} onValue={setTyped} />
        </div>
        <Button type="submit" disabled={!(at > now)}>
          {t('today.later.set')}
        </Button>
      </form>
    </div>
  );
}
