import type { ComponentChildren } from 'preact';
import { isPassing, mustSignIn, type Problem } from '../lib/model/problem';
import { problemText, secondsLeft } from '../locales/problem';
import { Button } from './button';
import { useNow } from './clock';
import { Icon, type IconName } from './icon';
import { TONES, type Tone } from './pill';
import { useTexts } from './texts';

/** A coloured bar with a text and, to its right or below it, what can be done. */
export function Note(props: {
  tone: Tone;
  icon: IconName;
  children: ComponentChildren;
  actions?: ComponentChildren;
  role?: 'alert' | 'status';
}) {
  return (
    <div role={props.role} class={`flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-m px-2.5 py-2 ${TONES[props.tone]}`}>
      <div class="flex min-w-0 flex-[1_1_12rem] gap-2">
        <span class="mt-0.5">
          <Icon name={props.icon} />
        </span>
        <div class="min-w-0 break-words">{props.children}</div>
      </div>
      {props.actions && <div class="flex flex-wrap gap-1.5">{props.actions}</div>}
    </div>
  );
}

interface ProblemNoteProps {
  problem: Problem;
  onRetry?: (() => void) | undefined;
  onSignIn?: (() => void) | undefined;
  onSettings?: (() => void) | undefined;
}

/** A problem in words, with the one button that helps. A wait that the CRM asked for counts down. */
export function ProblemNote({ problem, onRetry, onSignIn, onSettings }: ProblemNoteProps) {
  const { t } = useTexts();
  const now = useNow(problem.kind === 'rate-limited' ? 1000 : null);
  const waiting = problem.kind === 'rate-limited' && secondsLeft(problem, now) > 0;
  return (
    <Note
      tone={isPassing(problem) ? 'warn' : 'danger'}
      icon={iconOf(problem)}
      actions={
        <>
          {mustSignIn(problem) && onSignIn && <Button onClick={onSignIn}>{t('problem.signIn')}</Button>}
          {(needsSettings(problem) || mustSignIn(problem)) && onSettings && (
            <Button onClick={onSettings}>{t('problem.openSettings')}</Button>
          )}
          {mayRetry(problem) && !waiting && onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
        </>
      }
    >
      {problemText(problem, t, now)}
    </Note>
  );
}

function iconOf(problem: Problem): IconName {
  if (problem.kind === 'rate-limited') return 'clock';
  if (problem.kind === 'offline' || problem.kind === 'unreachable') return 'offline';
  return ['forbidden', 'not-permitted', 'not-trusted', 'beyond-reach'].includes(problem.kind) ? 'lock' : 'warn';
}

function needsSettings(problem: Problem): boolean {
  return ['signature-refused', 'credentials-refused', 'not-permitted', 'address-refused', 'not-the-crm', 'not-connected'].includes(
    problem.kind,
  );
}

function mayRetry(problem: Problem): boolean {
  if (problem.kind === 'offline') return false;
  return (
    isPassing(problem) ||
    ['not-understood', 'unexpected', 'clock-off', 'conflict', 'forbidden', 'not-trusted', 'beyond-reach'].includes(problem.kind)
  );
}
