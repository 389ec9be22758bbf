import { useId, useState } from 'preact/hooks';
import { blanksIn, filled, textOf } from '../../lib/model/fill-reply';
import type { QuickReply } from '../../lib/model/reply';
import { Button } from '../button';
import { Highlight } from '../highlight';
import { Icon } from '../icon';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';

interface ReplyRowProps {
  reply: QuickReply;
  /** What is known for a blank of the text. */
  known: (blank: string) => string | null;
  query: string;
  /** It was copied last. */
  copied: boolean;
  onCopy: (text: string) => void;
}

/** One reply as it will be copied. What is not known is asked for first: no text with a hole in it goes to a customer. */
export function ReplyRow({ reply, known, query, copied, onCopy }: ReplyRowProps) {
  const { t } = useTexts();
  const id = useId();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const parts = filled(reply.text, known, typed);
  const text = textOf(parts);
  const missing = blanksIn(reply.text).filter((blank) => known(blank) === null);
  return (
    <li class="border-t border-line">
      <button
        type="button"
        data-reply
        aria-expanded={missing.length > 0 ? asking : undefined}
        aria-controls={asking ? id : undefined}
        class="flex w-full items-start gap-2 px-3 py-2 text-left hover:bg-hover"
        onClick={() => (text === null ? setAsking(!asking) : onCopy(text))}
      >
        <span class="min-w-0 flex-1">
          {reply.title && (
            <span class="block font-medium break-words">
              <Highlight text={reply.title} query={query} />
            </span>
          )}
          <span class="line-clamp-3 break-words whitespace-pre-wrap text-ink-2">
            {parts.map((part, at) =>
              'text' in part ? (
                <Highlight key={at} text={part.text} query={query} />
              ) : part.value === null ? (
                <span key={at} class="rounded-s bg-warn-soft px-0.5 text-warn">
                  {part.blank}
                </span>
              ) : (
                <span key={at} class="text-ink">
                  {part.value}
                </span>
              ),
            )}
          </span>
        </span>
        <span class={`mt-0.5 flex shrink-0 items-center gap-1 text-sm ${copied ? 'text-accent-deep' : 'text-ink-3'}`}>
          <Icon name={copied ? 'check' : 'copy'} size={14} />
          {copied && t('replies.isCopied')}
        </span>
      </button>
      {asking && missing.length > 0 && (
        <form
          id={id}
          class="grid grid-cols-1 gap-2 border-t border-line px-3 py-2.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (text === null) return;
            onCopy(text);
            setAsking(false);
          }}
        >
          {missing.map((blank, at) => (
            <TextLine
              key={blank}
              label={blank}
              value={typed.get(blank) ?? ''}
              {...(at === 0 && { box: (input: HTMLInputElement | null) => void (asking && typed.size === 0 && input?.focus()) })}
              onValue={(value) => setTyped(new Map(typed).set(blank, value))}
            />
          ))}
          <Button type="submit" icon="copy" class="justify-self-start" disabled={text === null}>
            {t('replies.copy')}
          </Button>
        </form>
      )}
    </li>
  );
}
