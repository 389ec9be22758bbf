import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Options } from '../../components/options/options';
import { TextsProvider } from '../../components/texts';
import { followChatPages } from '../../lib/panel/chat-pages';
import { createDrafts } from '../../lib/panel/drafts';
import { follow } from '../../lib/panel/follow';
import { useStore } from '../../lib/panel/use-store';
import { applyLooks } from '../../lib/panel/looks';
import { createOptionsActions } from '../../lib/panel/options-actions';
import { reportOf } from '../../lib/panel/report';
import { createPanelStore } from '../../lib/panel/store';
import { namedConnections } from '../../lib/panel/view';
import { call } from '../../lib/wire/bus';
import { panelKeys } from '../../lib/wire/panel-keys';

const { version } = browser.runtime.getManifest();
const store = createPanelStore();
const chatPages = followChatPages(store);
const following = follow(store);
const providers = await call('providers', null);
const kept = JSON.parse(await call('diagnostics', null)) as object;
const keys = await panelKeys();
const actions = createOptionsActions(store, providers);
const drafts = createDrafts(store);

function App() {
  const known = useStore(store);
  const pages = useStore(chatPages);
  const { preferences } = known;
  const language = applyLooks(preferences);
  return (
    <TextsProvider language={language}>
      <Options
        connections={namedConnections(known, language).filter(({ chosen }) => chosen)}
        former={known.former}
        providers={providers}
        preferences={preferences}
        managed={known.managed}
        vault={known.vault ?? { kind: 'none' }}
        storage={known.storage}
        chatPages={pages.map((page) => ({ ...page, name: page.name || new URL(page.url).hostname }))}
        told={known.choices?.told}
        version={version}
        panelKeys={keys}
        report={reportOf(known, pages, { version, browser: navigator.userAgent }, kept)}
        drafts={drafts}
        actions={actions}
        now={Date.now}
      />
    </TextsProvider>
  );
}

await following;
render(<App />, document.getElementById('app')!);
