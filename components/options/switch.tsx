import type { JSX } from 'preact';

interface SwitchProps extends Omit<JSX.IntrinsicElements['input'], 'type' | 'role' | 'class' | 'onChange' | 'icon' | 'size'> {
  onSwitch: (on: boolean) => void;
}

/** Something that is on or off at once. */
export function Switch({ onSwitch, ...rest }: SwitchProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      role="switch"
      class="h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-bg transition-colors before:m-[2px] before:block before:size-3.5 before:rounded-full before:bg-edge before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-accent-ink disabled:opacity-60"
      onChange={(event) => onSwitch(event.currentTarget.checked)}
    />
  );
}
