import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from './icon';

export type ButtonLook = 'primary' | 'soft' | 'plain' | 'quiet' | 'link' | 'danger';

interface ButtonProps extends Omit<JSX.IntrinsicElements['button'], 'icon' | 'size' | 'class'> {
  class?: string;
  look?: ButtonLook;
  icon?: IconName;
  children: ComponentChildren;
}

const LOOKS: Record<ButtonLook, string> = {
  primary: 'min-h-7 px-3 rounded-m bg-accent text-accent-ink font-medium hover:bg-accent-deep',
  soft: 'min-h-7 px-3 rounded-m bg-accent-soft text-accent-deep font-medium hover:ring-1 hover:ring-accent',
  plain: 'min-h-7 px-3 rounded-m border border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'min-h-7 px-2 rounded-m text-ink-2 hover:bg-hover hover:text-ink',
  link: 'min-h-6 px-1 rounded-s text-info hover:underline',
  danger: 'min-h-7 px-3 rounded-m border border-danger text-danger bg-raised hover:bg-danger-soft',
};

const BUSY = 'disabled:opacity-60';

export function Button({ look = 'plain', icon, class: extra = '', children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`inline-flex max-w-full items-center justify-center gap-1.5 whitespace-nowrap shrink-0 max-[15rem]:whitespace-normal max-[15rem]:shrink transition-colors ${LOOKS[look]} ${BUSY} ${extra}`}
    >
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<JSX.IntrinsicElements['button'], 'icon' | 'label' | 'size' | 'class'> {
  class?: string;
  icon: IconName;
  label: string;
  small?: boolean;
}

/** A button that is only an icon; the label is its name and its tooltip. */
export function IconButton({ icon, label, small = false, class: extra = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      class={`grid place-items-center shrink-0 rounded-m text-ink-2 hover:bg-hover hover:text-ink transition-colors disabled:opacity-40 ${small ? 'size-6' : 'size-8'} ${extra}`}
    >
      <Icon name={icon} size={small ? 14 : 16} />
    </button>
  );
}
