import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DraftName } from '../../lib/model/draft';
import { LIMITS } from '../../lib/model/limits';
import { useDraft, type Draft, type Typed } from '../draft';
import { TextArea } from '../field';
import { Meanwhile } from '../meanwhile';

/** Milliseconds without a key before the text is saved. */
const PAUSE = 800;

/** The draft of a `TextBox`. */
export function useTextBox(value: string, save: (text: string, seen: string, typed: Typed) => void, name: DraftName): Draft {
  return useDraft(value, save, PAUSE, { name, most: LIMITS.text });
}

interface TextBoxProps {
  draft: Draft;
  label: string;
  placeholder: string;
  focus?: boolean;
  hotkey: boolean;
}

/** A text of several lines that saves itself on a pause and on blur. */
export function TextBox({ draft, label, placeholder, focus = false, hotkey }: TextBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => grow(box.current), [draft.text]);
  useLayoutEffect(() => {
    if (focus) box.current?.focus();
  }, []);
  return (
    <>
      <TextArea
        box={box}
        aria-label={label}
        data-hotkey={hotkey ? 'r' : undefined}
        rows={2}
        most={draft.dirty ? LIMITS.text : Infinity}
        value={draft.text}
        placeholder={placeholder}
        class="quiet-input -mx-1.5 block field-sizing-content max-h-80 min-h-12 w-[calc(100%+0.75rem)] resize-none px-1.5 py-1 leading-relaxed"
        onInput={(event) => draft.type(event.currentTarget.value)}
        onCompositionStart={() => draft.compose(true)}
        onCompositionEnd={() => draft.compose(false)}
        onBlur={draft.flush}
        onDiscard={draft.reset}
      />
      {draft.meanwhile !== undefined && <Meanwhile value={draft.meanwhile} />}
    </>
  );
}

/** Browsers without `field-sizing` get the height by hand. */
function grow(box: HTMLTextAreaElement | null): void {
  if (!box || CSS.supports('field-sizing', 'content')) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
