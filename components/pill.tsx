import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

export type Tone = 'neutral' | 'accent' | 'warn' | 'danger' | 'info';

/** Background and text. */
export const TONES: Record<Tone, string> = {
  neutral: 'bg-bg text-ink-2',
  accent: 'bg-accent-soft text-accent-deep',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
};

export function Pill({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName | undefined; children: ComponentChildren }) {
  return (
    <span class={`inline-flex max-w-full shrink-0 items-center gap-1 rounded-[9px] px-2 text-xs leading-[18px] ${TONES[tone]}`}>
      {icon && <Icon name={icon} size={11} />}
      {children}
    </span>
  );
}
