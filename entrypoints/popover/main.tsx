import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { Popover } from '../../components/popover/popover';
import { TextsProvider } from '../../components/texts';
import { contactKey } from '../../lib/model/contact';
import { sameRef } from '../../lib/model/customer';
import type { Card, PopoverView } from '../../lib/model/view';
import { guardAgainstCovers } from '../../lib/panel/cover-guard';
import { letIn } from '../../lib/panel/door';
import { applyLooks } from '../../lib/panel/looks';
import { createPopoverActions, followOne } from '../../lib/panel/popover';
import { createPanelStore, openContact } from '../../lib/panel/store';
import { useStore } from '../../lib/panel/use-store';
import { lastMadeOf, namedConnections, viewOf } from '../../lib/panel/view';
import { popoverTexts } from '../../locales/popover';
import { matchesTag } from '../../lib/panel/tag-matcher';

const app = document.getElementById('app')!;

letIn((view, door) => {
  const store = createPanelStore();
  const actions = createPopoverActions(store, view.tab);
  const close = () => {
    closed = true;
    // What is half typed is handed over when it goes.
    render(null, app);
    door.close();
  };
  door.closed.then(close, close);
  let closed = false;
  const show = (free: boolean) => {
    if (!closed) render(<App free={free} />, app);
  };
  function App({ free }: { free: boolean }) {
    const known = useStore(store);
    const { theme } = known.preferences;
    const fitting = door.dark ? 'dark' : 'light';
    const language = applyLooks({ ...known.preferences, theme: theme === 'auto' ? fitting : theme });
    const connections = namedConnections(known, language);
    const state = viewOf({ ...known, connections });
    const mine = known.vault?.kind !== 'locked' && isStill(view, openContact(known));
    useEffect(() => {
      if (!mine) close();
    }, [mine]);
    const card = state.kind === 'person' && mine ? (state.cards.find(({ body }) => body.kind === 'found') ?? null) : null;
    return (
      <TextsProvider language={language}>
        <Popover
          view={view}
          card={card}
          last={lastOf(card, lastMadeOf(known))}
          texts={popoverTexts[language]}
          actions={actions}
          matches={matchesTag}
          free={free}
          now={Date.now}
          onClose={close}
        />
      </TextsProvider>
    );
  }
  void followOne(store, view).then(() => {
    show(true);
    guardAgainstCovers(app, show);
    door.opened(app);
  });
});

/** Whether the chat still shows whom the popover is for; it never moves on to somebody else. */
function isStill({ contact }: PopoverView, open: PopoverView['contact'] | null): boolean {
  return open !== null && contactKey(open) === contactKey(contact);
}

/** The last edit, where it is one of the customer that is shown: others are none of this frame's business. */
function lastOf(card: Card | null, last: ReturnType<typeof lastMadeOf>): typeof last {
  return card?.body.kind === 'found' && last && sameRef(last.edit.ref, card.body.customer) ? last : null;
}
