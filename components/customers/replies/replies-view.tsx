import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../lib/model/problem';
import { inGroups, type QuickReply } from '../../../lib/model/reply';
import { Button } from '../../button';
import { useAnnounce } from '../../live';
import { Note, ProblemNote } from '../../note';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import type { ViewProps } from '../views';
import type { RepliesActions } from './actions';
import { replyExamples } from './examples';
import { ReplyForm } from './reply-form';
import { ReplyLine } from './reply-line';

/** Writes, groups and orders the quick replies that the panel offers. */
export function RepliesView({ actions }: ViewProps<RepliesActions>) {
  const { t, language } = useTexts();
  const own = useCustomersTexts();
  const announce = useAnnounce();
  const [replies, setReplies] = useState<QuickReply[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** The id of the reply in the form; '' for a new one. */
  const [editing, setEditing] = useState<string | null>(null);
  const [removed, setRemoved] = useState<QuickReply | null>(null);
  const add = useRef<HTMLDivElement>(null);
  const renew = () =>
    actions.load().then((found) => {
      if ('kind' in found) return setProblem(found.problem);
      setProblem(null);
      setReplies(found);
    });
  useEffect(() => void renew(), []);
  /** Shows the replies only once they are on the disk. */
  async function save(put: QuickReply[], remove: string[] = []): Promise<Problem | null> {
    const found = await actions.save(put, remove);
    if (found) setProblem(found);
    else await renew();
    return found;
  }
  if (replies === null)
    return <div class="mx-auto w-full max-w-3xl px-4 py-5">{problem && <ProblemNote problem={problem} onRetry={renew} />}</div>;
  const groups = inGroups(replies);
  const ordered = groups.flatMap(([, those]) => those);
  const after = (ordered.at(-1)?.order ?? 0) + 1;
  const groupNames = groups.map(([group]) => group).filter((group) => group !== '');
  const close = () => {
    setEditing(null);
    add.current?.querySelector('button')?.focus();
  };
  const moved = (those: QuickReply[], from: number, to: number) => {
    const [one, other] = [those[from], those[to]];
    if (one && other)
      void save([
        { ...one, order: other.order },
        { ...other, order: one.order },
      ]);
  };
  return (
    <div class="mx-auto grid w-full max-w-3xl grid-cols-1 gap-4 px-4 py-5">
      <p class="text-ink-2">{own('replies.intro')}</p>
      {problem && <ProblemNote problem={problem} onRetry={renew} />}
      {removed && (
        <Note
          tone="info"
          icon="check"
          role="status"
          actions={
            <Button
              onClick={() => {
                void save([removed]);
                setRemoved(null);
              }}
            >
              {t('common.undo')}
            </Button>
          }
        >
          {own('replies.removed', { title: removed.title || removed.text.slice(0, 20) })}
        </Note>
      )}
      <div ref={add} class="flex flex-wrap gap-2">
        {editing !== '' && (
          <Button look="primary" icon="plus" onClick={() => setEditing('')}>
            {own('replies.add')}
          </Button>
        )}
        {replies.length === 0 && editing === null && (
          <Button onClick={() => void save(replyExamples(language))}>{own('replies.examples')}</Button>
        )}
      </div>
      {editing === '' && (
        <ReplyForm
          start={{ id: '', group: '', title: '', text: '', order: after }}
          groups={groupNames}
          onSave={(reply) => save([reply])}
          onDone={close}
        />
      )}
      {groups.map(([group, those]) => (
        <section key={group} aria-label={group || own('replies.noGroup')} class="rounded-m border border-line bg-surface shadow-card">
          <h2 class="flex min-h-9 items-center px-3 text-sm font-semibold text-ink-2">{group || own('replies.noGroup')}</h2>
          <ul>
            {those.map((reply, at) => (
              <li key={reply.id} class="border-t border-line px-3 py-2.5">
                {editing === reply.id ? (
                  <ReplyForm start={reply} groups={groupNames} onSave={(next) => save([next])} onDone={close} />
                ) : (
                  <ReplyLine
                    reply={reply}
                    onEdit={() => setEditing(reply.id)}
                    onUp={at > 0 ? () => moved(those, at, at - 1) : null}
                    onDown={at < those.length - 1 ? () => moved(those, at, at + 1) : null}
                    onRemove={() =>
                      void save([], [reply.id]).then((found) => {
                        if (found) return;
                        setRemoved(reply);
                        announce(own('replies.removed', { title: reply.title }));
                        add.current?.querySelector('button')?.focus();
                      })
                    }
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
