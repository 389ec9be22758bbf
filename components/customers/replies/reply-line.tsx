import type { QuickReply } from '../../../lib/model/reply';
import { IconButton } from '../../button';
import { useCustomersTexts } from '../use-customers-texts';

interface ReplyLineProps {
  reply: QuickReply;
  onEdit: () => void;
  /** null for the first reply; `onDown` for the last. */
  onUp: (() => void) | null;
  onDown: (() => void) | null;
  onRemove: () => void;
}

/** A reply with its placeholders, and its buttons. */
export function ReplyLine({ reply, onEdit, onUp, onDown, onRemove }: ReplyLineProps) {
  const own = useCustomersTexts();
  const name = reply.title || reply.text.slice(0, 20);
  return (
    <div class="flex flex-wrap items-start gap-x-2 gap-y-1">
      <div class="min-w-0 flex-[1_1_12rem]">
        {reply.title && <p class="font-medium break-words">{reply.title}</p>}
        <p class="line-clamp-4 break-words whitespace-pre-wrap text-ink-2">{reply.text}</p>
      </div>
      <span class="ml-auto flex">
        <IconButton icon="up" label={own('replies.up', { name })} disabled={!onUp} onClick={() => onUp?.()} />
        <IconButton icon="down" label={own('replies.down', { name })} disabled={!onDown} onClick={() => onDown?.()} />
        <IconButton icon="edit" label={own('replies.edit', { name })} onClick={onEdit} />
        <IconButton icon="close" label={own('replies.remove', { name })} onClick={onRemove} />
      </span>
    </div>
  );
}
