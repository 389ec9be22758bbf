import type { ChatPageView } from '../../lib/model/chat-pages';
import { useRef, useState } from 'preact/hooks';
import type { FormerView } from '../../lib/model/former';
import { ALL_ALLOWED } from '../../lib/model/rules';
import type { Preferences } from '../../lib/model/settings';
import type { ConnectionView, Managed, ProviderView, StorageNews } from '../../lib/model/view';
import type { VaultView } from '../../lib/model/vault';
import { READS_NOW } from '../../lib/model/what-is-read';
import type { OptionsKey } from '../../locales/options/translate';
import { Button } from '../button';
import type { Clock } from '../clock';
import type { DraftShelf } from '../drafts';
import { LOCAL_BOOK } from '../local-book';
import { Mark } from '../mark';
import { Note, ProblemNote } from '../note';
import { Page } from '../page';
import { About, Shortcuts } from './about';
import type { OptionsActions } from './actions';
import { ChatPages } from './chat-pages';
import { Connections, type Step } from './connections';
import { Diagnostics } from './diagnostics';
import { FirstRun } from './first-run';
import { NextStep } from './next-step';
import { Broken, LostNote } from './broken';
import { Faults } from './import-reading';
import { Locked, Unset } from './locked';
import { Look, Privacy } from './preferences';
import { ManagedMark } from './section';
import { SettingsFile } from './settings-file';
import { useProblems } from './use-problems';
import { useOptionsTexts } from './use-options-texts';
import { Vault } from './vault';
import { WhatIsRead, ReadsMore } from './what-is-read';
import { Wipe } from './wipe';

export interface OptionsProps {
  /** First the one that leads. */
  connections: ConnectionView[];
  /** The former connections that records still belong to. */
  former: FormerView[];
  providers: ProviderView[];
  preferences: Preferences;
  managed: Managed;
  vault: VaultView;
  storage: StorageNews;
  chatPages: ChatPageView[];
  /** The newest entry about what Kebian reads that the person has seen; the last one by default. */
  told?: number | undefined;
  version: string;
  /** The keys that open the panel; '' where there are none. */
  panelKeys: string;
  /** A report of the state of all parts, without personal data. */
  report: string;
  /** What is half typed anywhere; it ends with the page when left out. */
  drafts?: DraftShelf;
  actions: OptionsActions;
  now: Clock;
}

/** The whole options page. Needs a TextsProvider above it. */
export function Options(props: OptionsProps) {
  return (
    <Page now={props.now} drafts={props.drafts}>
      <Sections {...props} />
    </Page>
  );
}

function Sections({
  connections,
  former,
  providers,
  preferences,
  managed,
  vault,
  storage,
  chatPages,
  told: readsTold = READS_NOW,
  panelKeys,
  version,
  report,
  actions,
}: OptionsProps) {
  const t = useOptionsTexts();
  const [step, setStep] = useState<Step>({ kind: 'list' });
  const fileBox = useRef<HTMLInputElement>(null);
  const { failed, told } = useProblems(vault, actions);
  const rules = managed.rules ?? ALL_ALLOWED;
  const closed = vault.kind === 'locked' || vault.kind === 'moving' || vault.kind === 'broken';
  const hasNothing = connections.length === 0 && former.length === 0;
  const [began] = useState(hasNothing && !closed);
  const first = hasNothing && step.kind === 'list';
  const hasCopies = closed || connections.some(({ provider }) => provider !== LOCAL_BOOK);
  const choices = { preferences, managed: managed.preferences, onChange: told.setPreferences };
  return (
    <div class="mx-auto max-w-[62rem] px-4 py-8">
      <header class="mb-5 flex flex-wrap items-center gap-3">
        <Mark />
        <h1 class="min-w-min flex-1 text-xl font-semibold">{t('title')}</h1>
        {!closed && !first && (
          <Button icon="group" onClick={() => actions.showCustomers('all')}>
            {t('customers')}
          </Button>
        )}
      </header>
      <div class="grid items-start gap-6 lg:grid-cols-[10rem_minmax(0,1fr)]">
        <Nav />
        <main class="grid min-w-0 gap-4">
          {failed && (
            <div role="alert">
              <ProblemNote problem={failed} />
            </div>
          )}
          {!first && <ReadsMore told={readsTold} managed={managed.connections.length > 0} onSeen={actions.toldOfReading} />}
          {storage.policyFaults.length > 0 && (
            <Note tone="danger" icon="warn">
              <p>{t('diagnostics.policy')}</p>
              <Faults faults={storage.policyFaults} />
            </Note>
          )}
          {vault.kind === 'locked' && (vault.unset ? <Unset actions={told} /> : <Locked actions={told} mayWipe={rules.wipe} />)}
          {vault.kind === 'broken' && <Broken actions={told} />}
          {storage.lostAt !== undefined && first && <LostNote />}
          {began && !hasNothing && !closed && step.kind === 'list' && (
            <NextStep pages={chatPages} panelKeys={panelKeys} actions={actions} />
          )}
          {closed ? null : first ? (
            <FirstRun
              rules={rules}
              onBook={actions.useLocalBook}
              onConnect={() => setStep({ kind: 'pick' })}
              onImport={() => fileBox.current?.click()}
            />
          ) : (
            <Connections {...{ connections, former, providers, managed, actions: told, step }} onStep={setStep} />
          )}
          <Privacy {...choices} hasCopies={hasCopies}>
            <ReadsLine />
            <Vault vault={vault} required={!rules.unsealed} actions={told} />
            {!closed && <WipeLine actions={told} allowed={rules.wipe} />}
          </Privacy>
          <Look {...choices} />
          {!closed && <SettingsFile actions={actions} providers={providers} fileBox={fileBox} mayExport={rules.export} />}
          <ChatPages pages={chatPages} managed={managed.sites ?? []} actions={actions} />
          <Shortcuts panel={panelKeys} />
          <Diagnostics broken={vault.kind === 'broken'} storage={storage} report={report} onCopy={actions.copy} />
          <About version={version} />
        </main>
      </div>
    </div>
  );
}

const PARTS: [string, OptionsKey][] = [
  ['connections', 'connections.title'],
  ['privacy', 'privacy.title'],
  ['look', 'look.title'],
  ['file', 'file.title'],
  ['pages', 'pages.title'],
  ['keys', 'keys.title'],
  ['diagnostics', 'diagnostics.title'],
  ['about', 'about.title'],
];

function WipeLine({ actions, allowed }: { actions: OptionsActions; allowed: boolean }) {
  const t = useOptionsTexts();
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4">
      <div class="min-w-0 flex-[1_1_12rem]">
        <h3 class="font-medium">{t('wipe.heading')}</h3>
        <p class="text-sm text-ink-3">{t('wipe.about')}</p>
      </div>
      {allowed ? <Wipe label={t('wipe.now')} wipe={actions.wipe} count={() => actions.countKept(null)} /> : <ManagedMark />}
    </div>
  );
}

function ReadsLine() {
  const t = useOptionsTexts();
  return (
    <details class="border-t border-line pt-4">
      <summary class="cursor-pointer font-medium">{t('reads.title')}</summary>
      <div class="mt-3">
        <WhatIsRead />
      </div>
    </details>
  );
}

function Nav() {
  const t = useOptionsTexts();
  return (
    <nav aria-label={t('nav.label')} class="sticky top-8 hidden gap-0.5 lg:grid">
      {PARTS.map(([id, title]) => (
        <a key={id} href={`#${id}`} class="rounded-m px-3 py-1.5 text-ink-2 hover:bg-hover hover:text-ink">
          {t(title)}
        </a>
      ))}
    </nav>
  );
}
