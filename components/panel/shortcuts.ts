import { useEffect } from 'preact/hooks';
import { keyOf } from '../keys';

/** What the single keys do; each is left alone while something is typed. */
export interface Shortcuts {
  search(): void;
  replies?(): void;
  /** Esc, where nothing nearer to the focus took it. */
  back(): void;
}

/** `/` search, `q` quick replies, `r` remark, `t` tag, `f` follow-up, `u` undo, `Esc` back. `r`, `t`, `f` and `u` go to what carries `data-hotkey`. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const key = keyOf(event);
      if (key === null || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === 'Escape') return shortcuts.back();
      if (isTyping(event.target)) return;
      if (key === '/') shortcuts.search();
      else if (key.toLowerCase() === 'q' && shortcuts.replies) shortcuts.replies();
      else if (!focusHotkey(key.toLowerCase())) return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

function focusHotkey(key: string): boolean {
  if (!['r', 't', 'f', 'u'].includes(key)) return false;
  // The parts of the customer before are still in the document in the first frame of the next one.
  const target = [...document.querySelectorAll<HTMLElement>(`[data-hotkey="${key}"]`)].find((one) => !one.closest('.unseen'));
  // A button is pressed, an input gets the focus.
  if (target instanceof HTMLButtonElement) target.click();
  else target?.focus();
  return target !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const button = target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || (target.matches('input, textarea, select') && !button);
}
