import { taughtIn, type ChatPageView } from '../../lib/model/chat-pages';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import { Button, IconButton } from '../button';
import { useDrafts } from '../drafts';
import { useAnnounce } from '../live';
import { Note, ProblemNote } from '../note';
import { Pill } from '../pill';
import type { OptionsActions } from './actions';
import { ManagedMark, Section } from './section';
import { Switch } from './switch';
import { teachDraft, TeachForm } from './teach-form';
import { useOptionsTexts } from './use-options-texts';

interface ChatPagesProps {
  pages: ChatPageView[];
  /** The ids of those that the administrator's policy teaches. */
  managed: readonly string[];
  actions: OptionsActions;
}

/** The chat pages that are read: those that Kebian knows, to be switched, and those that it was taught. */
export function ChatPages({ pages, managed, actions }: ChatPagesProps) {
  const t = useOptionsTexts();
  const drafts = useDrafts();
  const halfTyped = [{ url: '', name: '' }, ...pages].find(({ url }) => drafts.read(teachDraft(url)) !== null);
  const [teaching, setTeaching] = useState<{ url: string; name: string } | null>(halfTyped ?? null);
  const asked = useAskedPage();
  const about = asked && pageFor(pages, asked.page);
  // A half-typed form for another page remains stored as its draft.
  useEffect(() => {
    if (about) setTeaching(about.kind === 'known' || about.kind === 'unverified' ? null : { url: about.url, name: about.name });
  }, [asked]);
  return (
    <Section id="pages" title={t('pages.title')} help={t('pages.help')}>
      <ul class="grid gap-2">
        {pages.map((page) => (
          <PageLine
            key={page.id}
            page={page}
            managed={managed.includes(page.id)}
            actions={actions}
            onTeach={() => setTeaching({ url: page.url, name: page.name })}
          />
        ))}
      </ul>
      <div class="mt-3">
        {teaching ? (
          <TeachForm
            key={`${asked?.at ?? 0} ${teaching.url}`}
            untold={about?.url === '' && teaching.url === ''}
            url={teaching.url}
            name={teaching.name}
            actions={actions}
            onDone={() => setTeaching(null)}
          />
        ) : (
          <Button icon="plus" onClick={() => setTeaching({ url: '', name: '' })}>
            {t('pages.teach')}
          </Button>
        )}
      </div>
    </Section>
  );
}

/** The page for which the panel or the menu of the toolbar's button has asked for the form; `at` counts these requests. */
function useAskedPage(): { page: string; at: number } | null {
  const [asked, setAsked] = useState<{ page: string; at: number } | null>(null);
  useEffect(() => {
    const take = () => {
      const page = taughtIn(location.hash);
      if (page === null) return;
      setAsked((before) => ({ page, at: (before?.at ?? 0) + 1 }));
      // So that the next request is a change of the address, also for the same page.
      history.replaceState(history.state, '', '#pages');
      document.getElementById('pages')?.scrollIntoView();
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return asked;
}

/** The line of this page, or what a new one begins with. Its query is left out: it may hold a session's key. */
function pageFor(pages: ChatPageView[], page: string): Pick<ChatPageView, 'url' | 'name' | 'kind'> {
  const address = URL.parse(page);
  if (!address || !/^https?:$/.test(address.protocol)) return { url: '', name: '', kind: 'taught' };
  const there = pages.find(({ url }) => URL.parse(url)?.origin === address.origin);
  return there ?? { url: `${address.origin}${address.pathname}`, name: '', kind: 'taught' };
}

interface PageLineProps {
  page: ChatPageView;
  managed: boolean;
  actions: OptionsActions;
  onTeach: () => void;
}

function PageLine({ page, managed, actions, onTeach }: PageLineProps) {
  const t = useOptionsTexts();
  const announce = useAnnounce();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { id, name, url, kind, on, resting, permitted } = page;
  const unread = on && !permitted;
  const ask = (asked: Promise<Problem | null>) => void asked.then(setProblem);
  return (
    <li class="grid gap-2 rounded-m border border-line p-3">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div class="min-w-0 flex-[1_1_14rem]">
          <p class="flex flex-wrap items-center gap-x-2">
            <span class="min-w-0 font-medium break-words">{name}</span>
            {kind === 'taught' && <Pill>{t('pages.taught')}</Pill>}
            {kind === 'unverified' && <Pill tone="warn">{t('pages.unverified')}</Pill>}
          </p>
          <p class="text-sm break-all text-ink-3">{url}</p>
          {kind === 'unverified' && <p class="text-sm text-ink-2">{t('pages.unverifiedHelp')}</p>}
        </div>
        <Button look="link" onClick={() => actions.openChatPage(url)}>
          {t('pages.open', { name })}
        </Button>
        {managed ? (
          <ManagedMark />
        ) : kind === 'taught' ? (
          <span class="flex">
            <IconButton icon="edit" label={t('pages.teachAgain', { name })} onClick={onTeach} />
            <IconButton
              icon="close"
              label={t('pages.remove', { name })}
              onClick={() => ask(actions.removePage(id).then((found) => (found ?? announce(t('pages.removed', { name })), found)))}
            />
          </span>
        ) : (
          <Switch aria-label={t('pages.read', { name })} checked={on} onSwitch={(wanted) => ask(actions.switchPage(id, wanted))} />
        )}
      </div>
      {resting && (
        <Note tone="warn" icon="lock">
          {t('pages.resting')}
        </Note>
      )}
      {unread && (
        <Note tone="warn" icon="lock" actions={<Button onClick={() => ask(actions.allowPage(url))}>{t('pages.allow')}</Button>}>
          {t('pages.notAllowed')}
        </Note>
      )}
      {kind === 'taught' && <Parts parts={page.parts} />}
      {problem && <ProblemNote problem={problem} />}
    </li>
  );
}

/** Shows the selectors of a taught page. */
function Parts({ parts }: Pick<ChatPageView, 'parts'>) {
  const t = useOptionsTexts();
  return (
    <details class="text-sm text-ink-2">
      <summary class="cursor-pointer">{t('pages.parts')}</summary>
      <dl class="mt-1 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-0.5">
        {parts.map(([part, candidates]) => (
          <div key={part} class="contents">
            <dt class="font-mono">{part}</dt>
            <dd class="min-w-0 font-mono break-all">{candidates.join(' , ')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
