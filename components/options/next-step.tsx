import { useEffect, useRef } from 'preact/hooks';
import type { ChatPageView } from '../../lib/model/chat-pages';
import { Button } from '../button';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { useOptionsTexts } from './use-options-texts';

interface NextStepProps {
  pages: ChatPageView[];
  /** The keys that open the panel; '' where there are none. */
  panelKeys: string;
  actions: Pick<OptionsActions, 'openChatPage'>;
}

/** After the first connection: the way to the chats. It has the focus, since the button that was pressed is gone. */
export function NextStep({ pages, panelKeys, actions }: NextStepProps) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const page = pages.find(({ on }) => on);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="next-step"
      class="rounded-l border border-accent bg-accent-soft px-4 py-4 shadow-card outline-none sm:px-5"
    >
      <h2 id="next-step" class="text-lg font-semibold">
        {own('next.title')}
      </h2>
      <p>{own('next.help')}</p>
      <p class="text-ink-2">{panelKeys ? own('next.keys', { keys: panelKeys.replaceAll('+', ' + ') }) : own('next.icon')}</p>
      {page && (
        <Button look="primary" class="mt-3" onClick={() => actions.openChatPage(page.url)}>
          {page.kind === 'known' ? t('state.openPage') : own('pages.open', { name: page.name })}
        </Button>
      )}
    </section>
  );
}
