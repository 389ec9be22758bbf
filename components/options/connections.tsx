import { useState } from 'preact/hooks';
import type { FormerView } from '../../lib/model/former';
import { ALL_ALLOWED, type Rules } from '../../lib/model/rules';
import type { ConnectionView, Managed, ProviderView } from '../../lib/model/view';
import { Button } from '../button';
import { useAnnounce } from '../live';
import { LOCAL_BOOK } from '../local-book';
import type { OptionsActions } from './actions';
import { ConnectionForm } from './connection-form';
import { ConnectionLine } from './connection-line';
import { FormerLine } from './former-line';
import { ProviderPicker } from './provider-picker';
import { ManagedMark, Section } from './section';
import { useOptionsTexts } from './use-options-texts';

/** What is open in the connections section: the list, the choice of a product, or the form. */
export type Step =
  | { kind: 'list' }
  | { kind: 'pick' }
  /** `former`: a new connection, filled in as a former one was. */
  | { kind: 'form'; provider: ProviderView; connection: ConnectionView | null; former?: FormerView };

interface ConnectionsProps {
  connections: ConnectionView[];
  former: FormerView[];
  providers: ProviderView[];
  managed: Managed;
  actions: OptionsActions;
  step: Step;
  onStep: (step: Step) => void;
}

export function Connections({ connections, former, providers, managed, actions, step, onStep }: ConnectionsProps) {
  const t = useOptionsTexts();
  const announce = useAnnounce();
  const [saved, setSaved] = useState<string | null>(null);
  const rules = managed.rules ?? ALL_ALLOWED;
  const offered = connectable(providers, connections, rules);
  const toList = () => onStep({ kind: 'list' });
  if (step.kind === 'pick') {
    return (
      <Section id="connections" title={t('pick.title')}>
        <ProviderPicker providers={offered} onPick={(provider) => onStep({ kind: 'form', provider, connection: null })} onCancel={toList} />
      </Section>
    );
  }
  if (step.kind === 'form') {
    return (
      <ConnectionForm
        key={step.connection?.id ?? step.provider.id}
        provider={step.provider}
        connection={step.connection}
        former={step.former}
        actions={actions}
        onCancel={toList}
        onSaved={(name) => {
          setSaved(name);
          announce(t('form.saved', { name }));
          toList();
        }}
      />
    );
  }
  return (
    <Section id="connections" title={t('connections.title')} help={t('connections.help')}>
      {connections.length === 0 && <p class="text-ink-3">{t('connections.empty')}</p>}
      {former.length > 0 && (
        <ul class="mb-3 grid gap-2" aria-label={t('former.label')}>
          {former.map((one) => {
            const provider = providers.find(({ id }) => id === one.provider) ?? null;
            const onConnect = (product: ProviderView) => onStep({ kind: 'form', provider: product, connection: null, former: one });
            return (
              <FormerLine key={one.id} former={one} connections={connections} provider={provider} actions={actions} onConnect={onConnect} />
            );
          })}
        </ul>
      )}
      <ul class="grid gap-2">
        {connections.map((connection, place) => (
          <ConnectionLine
            key={connection.id}
            connection={connection}
            provider={providers.find(({ id }) => id === connection.provider) ?? null}
            place={place}
            last={connections.length - 1}
            managed={managed.connections.includes(connection.id)}
            actions={actions}
            onEdit={(provider) => onStep({ kind: 'form', provider, connection })}
          />
        ))}
      </ul>
      <div class="mt-3 flex flex-wrap items-center gap-3">
        <Button look="primary" icon="plus" disabled={offered.length === 0} onClick={() => onStep({ kind: 'pick' })}>
          {t('connections.add')}
        </Button>
        {!rules.connections && <ManagedMark />}
        {saved !== null && <span class="text-sm text-accent">{t('form.saved', { name: saved })}</span>}
      </div>
    </Section>
  );
}

/** One local book is enough; what the administrator's policy does not allow is not offered. */
function connectable(providers: ProviderView[], connections: ConnectionView[], rules: Rules): ProviderView[] {
  const hasBook = connections.some(({ provider }) => provider === LOCAL_BOOK);
  const allowed = providers.filter(({ id }) => (id === LOCAL_BOOK ? rules.localBook : rules.connections));
  return hasBook ? allowed.filter(({ id }) => id !== LOCAL_BOOK) : allowed;
}
