import { render } from 'preact';
import { browser } from 'wxt/browser';
import { Options } from '../../components/options/options';
import { TextsProvider } from '../../components/texts';
import { follow } from '../../lib/panel/follow';
import { useStore } from '../../lib/panel/use-store';
import { applyLooks } from '../../lib/panel/looks';
import { createOptionsActions } from '../../lib/panel/options-actions';
import { createPanelStore } from '../../lib/panel/store';
import { namedConnections } from '../../lib/panel/view';
import { call } from '../../lib/wire/bus';

const CHAT_PAGES = [{ id: 'wechat-web', name: 'wx.qq.com', url: 'https://wx.qq.com/' }];

const store = createPanelStore();
const following = follow(store);
const providers = await call('providers', null);
const actions = createOptionsActions(store, providers);

function App() {
  const known = useStore(store);
  const { preferences } = known;
  const language = applyLooks(preferences);
  return (
    <TextsProvider language={language}>
      <Options
        connections={namedConnections(known, language).filter(({ chosen }) => chosen)}
        providers={providers}
        preferences={preferences}
        managed={known.managed}
        vault={known.vault ?? { kind: 'none' }}
        storage={known.storage}
        chatPages={CHAT_PAGES}
        version={browser.runtime.getManifest().version}
        actions={actions}
        now={Date.now}
      />
    </TextsProvider>
  );
}

await following;
render(<App />, document.getElementById('app')!);
