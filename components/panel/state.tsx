import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icon';

interface StateProps {
  icon: IconName;
  title: string;
  tone?: 'accent' | 'warn';
  help?: ComponentChildren;
  actions?: ComponentChildren;
}

/** A whole view that has no customer to show, and says what to do. */
export function State({ icon, title, tone = 'accent', help, actions }: StateProps) {
  return (
    <div class="mx-auto flex max-w-88 flex-col items-center px-4 py-14 text-center">
      <span
        class={`mb-4 grid size-14 place-items-center rounded-full ${tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent-deep'}`}
      >
        <Icon name={icon} size={26} />
      </span>
      <h2 class="text-lg font-semibold">{title}</h2>
      {help && <div class="mt-1 text-ink-2">{help}</div>}
      {actions && <div class="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
