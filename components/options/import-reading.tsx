import type { ImportedConnection, SettingsFault, SettingsReading } from '../../lib/model/settings-document';
import type { ProviderView, SettingFieldView } from '../../lib/model/view';
import type { Preferences } from '../../lib/model/settings';
import { Button } from '../button';
import { Note } from '../note';
import { useTexts } from '../texts';
import { AddressNotes } from './address-notes';
import { useOptionsTexts } from './use-options-texts';

/** Every fault of a settings file in which nothing can be imported, with its place in the file. */
export function ImportFaults({ faults }: { faults: SettingsFault[] }) {
  const t = useOptionsTexts();
  return (
    <div role="alert" class="mt-3">
      <Note tone="danger" icon="warn">
        <p class="font-semibold">{t('file.faults', { count: faults.length })}</p>
        <Faults faults={faults} />
      </Note>
    </div>
  );
}

/** Faults, each with its place and with what belongs there. */
export function Faults({ faults }: { faults: SettingsFault[] }) {
  const t = useOptionsTexts();
  const textOf = ({ path, expected, found, address }: SettingsFault) => {
    if (address) return t(`address.${address}`);
    if (found === 'undefined') return t('file.absent', { expected });
    return path === '' ? t('file.other') : t('file.fault', { expected, found });
  };
  return (
    <ul class="mt-1 grid gap-1">
      {faults.map((fault, place) => (
        <li key={`${place} ${fault.path}`} class="text-sm break-words">
          <code class="font-mono">{fault.path || t('file.whole')}</code> · {textOf(fault)}
        </li>
      ))}
    </ul>
  );
}

interface ImportSummaryProps {
  reading: Extract<SettingsReading, { kind: 'good' }>;
  providers: ProviderView[];
  onConfirm: () => void;
  onCancel: () => void;
}

/** What a settings file brings, before it is imported. */
export function ImportSummary({ reading, providers, onConfirm, onCancel }: ImportSummaryProps) {
  const { t, list } = useTexts();
  const own = useOptionsTexts();
  const preferences = Object.keys(reading.preferences) as (keyof Preferences)[];
  const { sites, leftOut } = reading;
  const empty = reading.connections.length === 0 && preferences.length === 0 && sites.length === 0 && reading.links === 0;
  return (
    <section aria-label={own('file.good')} class="mt-3 rounded-m border border-line p-3">
      <h3 class="font-semibold">{empty ? own('file.nothing') : own('file.good')}</h3>
      <ul class="mt-1 grid list-disc gap-1 pl-5">
        {reading.connections.map((connection) => (
          <ImportLine key={connection.id} connection={connection} field={addressField(providers, connection)} />
        ))}
        {preferences.length > 0 && (
          <li>{own('file.preferences', { names: list(preferences.map((name) => own(`preference.${name}`))) })}</li>
        )}
        {sites.length > 0 && <li>{own('file.pages', { names: list(sites.map(({ id, name }) => name || id)) })}</li>}
        {reading.links > 0 && <li>{own('file.linkCount', { count: reading.links })}</li>}
      </ul>
      {leftOut.length > 0 && (
        <div role="alert" class="mt-2">
          <Note tone="warn" icon="warn">
            <p class="font-semibold">{own('file.leftOut')}</p>
            <Faults faults={leftOut} />
          </Note>
        </div>
      )}
      <div class="mt-3 flex gap-2">
        {!empty && (
          <Button look="primary" onClick={onConfirm}>
            {own('file.confirm')}
          </Button>
        )}
        <Button look="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </section>
  );
}

function addressField(providers: ProviderView[], { provider }: ImportedConnection): SettingFieldView | undefined {
  return providers.find(({ id }) => id === provider)?.settings.find(({ kind }) => kind === 'url');
}

function ImportLine({ connection, field }: { connection: ImportedConnection; field: SettingFieldView | undefined }) {
  const { list } = useTexts();
  const own = useOptionsTexts();
  const { name, provider, replaces, another, missingSecrets } = connection;
  return (
    <li class="break-words">
      {own('file.connection', { name, provider })}
      {replaces && <span class="block text-sm text-warn">{own(another ? 'file.another' : 'file.replaces')}</span>}
      {connection.address && field && <AddressNotes checked={connection.address} field={field} />}
      {missingSecrets.length > 0 && <span class="block text-sm text-ink-2">{own('file.missing', { names: list(missingSecrets) })}</span>}
    </li>
  );
}
