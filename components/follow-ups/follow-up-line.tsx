import type { ComponentChildren } from 'preact';
import type { FollowUp } from '../../lib/model/follow-up';
import { useTexts } from '../texts';
import { isOpenReminder } from './order';

interface FollowUpLineProps {
  followUp: FollowUp;
  now: number;
  /** At the end of the line. */
  aside?: ComponentChildren;
}

/** One follow-up as the CRM has it; a reminder that is still open is emphasised. */
export function FollowUpLine({ followUp, now, aside }: FollowUpLineProps) {
  const { t, when } = useTexts();
  const { text, at, by, kind, remindAt, automatic } = followUp;
  if (isOpenReminder(followUp, now)) {
    const about = by ? t('followUps.remindBy', { name: by.name }) : t('followUps.reminder');
    return (
      <Line dot="bg-warn" about={[about, kind?.name].filter(Boolean).join(' · ')} aside={aside}>
        <span class="text-warn">
          <span class="font-medium">{when(remindAt!, now)}</span> · {text}
        </span>
      </Line>
    );
  }
  const about = [at === null ? null : when(at, now), automatic ? t('followUps.automatic') : by?.name, kind?.name]
    .filter(Boolean)
    .join(' · ');
  return (
    <Line dot={automatic ? 'border border-edge' : 'bg-line-strong'} about={about} aside={aside}>
      {text}
    </Line>
  );
}

interface LineProps {
  dot: string;
  about: string;
  refused?: boolean;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

/** A dot, the text, and below it who and when. */
export function Line({ dot, about, refused = false, aside, children }: LineProps) {
  return (
    <li class="grid grid-cols-[0.5rem_minmax(0,1fr)_auto] gap-x-2.5">
      <span aria-hidden="true" class={`mt-1.5 size-2 rounded-full ${dot}`} />
      <div class="min-w-0">
        <div class="break-words whitespace-pre-wrap">{children}</div>
        <div class={`text-sm break-words ${refused ? 'text-danger' : 'text-ink-3'}`}>{about}</div>
      </div>
      {aside}
    </li>
  );
}
