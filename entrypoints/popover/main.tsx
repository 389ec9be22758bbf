import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { keyOf } from '../../components/keys';
import { AcceptedContext } from '../../components/accepted';
import { Popover } from '../../components/popover/popover';
import { TextsProvider } from '../../components/texts';
import { leadingOf } from '../../lib/model/leading';
import { resolveLanguage } from '../../lib/model/language';
import { guardAgainstCovers } from '../../lib/panel/cover-guard';
import { isShut } from '../../lib/model/vault';
import { letIn } from '../../lib/panel/door';
import { applyLooks } from '../../lib/panel/looks';
import { createDrafts } from '../../lib/panel/drafts';
import { asOpened, createPopoverActions, followOne, isStill, writtenTo } from '../../lib/panel/popover';
import { createPanelStore, openContact } from '../../lib/panel/store';
import { useStore } from '../../lib/panel/use-store';
import { namedConnections, viewOf } from '../../lib/panel/view';
import { popoverTexts } from '../../locales/popover';
import { loadTexts } from '../../locales/translate';
import { matchesTag } from '../../lib/panel/tag-matcher';

const app = document.getElementById('app')!;

letIn((view, door) => {
  const store = createPanelStore();
  const drafts = createDrafts(store);
  const actions = createPopoverActions(store, view.tab, door, drafts);
  const close = () => {
    closed = true;
    // Unmounting sends half-typed texts to the worker.
    render(null, app);
    door.close();
    void actions.handedOver().then(door.done);
  };
  door.closed.then(close, close);
  let closed = false;
  const show = (free: boolean) => void (closed || render(<App free={free} />, app));
  function App({ free }: { free: boolean }) {
    const known = useStore(store);
    const { theme } = known.preferences;
    const fitting = door.dark ? 'dark' : 'light';
    const language = applyLooks({ ...known.preferences, theme: theme === 'auto' ? fitting : theme });
    const connections = namedConnections(known, language);
    const state = viewOf({ ...known, connections, ...asOpened(view) });
    const mine = !isShut(known.vault) && isStill(view, openContact(known));
    useEffect(() => {
      if (!mine) close();
    }, [mine]);
    const leading = state.kind === 'person' && mine ? leadingOf(state.cards) : undefined;
    const card = leading?.body.kind === 'found' ? leading : null;
    return (
      <TextsProvider language={language}>
        <AcceptedContext.Provider value={(edit) => known.accepted.has(edit)}>
          <Popover
            view={view}
            card={card}
            {...writtenTo(state, card, known)}
            texts={popoverTexts[language]}
            drafts={drafts}
            actions={actions}
            matches={matchesTag}
            free={free}
            broken={known.vault?.kind === 'broken'}
            now={Date.now}
            onClose={close}
          />
        </AcceptedContext.Provider>
      </TextsProvider>
    );
  }
  void followOne(store, view).then(async () => {
    // The frame's height is measured below, so the texts have to be loaded before.
    await loadTexts(resolveLanguage(store.getState().preferences.language, navigator.languages));
    show(true);
    guardAgainstCovers(app, show, (event) => keyOf(event) === 'Escape');
    door.opened(app.firstElementChild!);
  });
});
