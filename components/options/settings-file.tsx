import type { SettingsReading } from '../../lib/model/settings-document';
import { useState } from 'preact/hooks';
import type { ProviderView } from '../../lib/model/view';
import type { Problem } from '../../lib/model/problem';
import { Button } from '../button';
import { Note, ProblemNote } from '../note';
import type { OptionsActions } from './actions';
import { ImportFaults, ImportSummary } from './import-reading';
import { ManagedMark, Section } from './section';
import { useOptionsTexts } from './use-options-texts';

type Done = 'file.exported' | 'file.imported' | 'file.unreadable' | null;

interface SettingsFileProps {
  actions: OptionsActions;
  providers: ProviderView[];
  fileBox: { current: HTMLInputElement | null };
  mayExport: boolean;
}

/** Settings out to a file and in from one. Faults in a file are shown before the rest is imported. */
export function SettingsFile({ actions, providers, fileBox, mayExport }: SettingsFileProps) {
  const t = useOptionsTexts();
  const [secrets, setSecrets] = useState(false);
  const [links, setLinks] = useState(false);
  const [read, setRead] = useState<{ text: string; reading: SettingsReading } | null>(null);
  const [done, setDone] = useState<Done>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  function settle(found: Problem | null, word: Done): void {
    setProblem(found);
    setDone(found ? null : word);
  }
  async function open(file: File | undefined): Promise<void> {
    settle(null, null);
    setRead(null);
    if (!file) return;
    const text = await file.text().catch(() => null);
    if (text === null) return setDone('file.unreadable');
    const reading = await actions.readSettings(text);
    if (reading.kind === 'good' || reading.kind === 'broken') setRead({ text, reading });
    else settle(reading, null);
  }
  async function confirm(text: string): Promise<void> {
    const found = await actions.importSettings(text);
    settle(found, 'file.imported');
    if (!found) setRead(null);
  }

  return (
    <Section id="file" title={t('file.title')} help={t('file.help')}>
      <p class="mb-2">
        {t('file.noCustomers')}
        <Button look="link" onClick={() => actions.showCustomers('backup')}>
          {t('file.backup')}
        </Button>
      </p>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          disabled={!mayExport}
          onClick={() => void actions.exportSettings(secrets, links).then((found) => settle(found, 'file.exported'))}
        >
          {t('file.export')}
        </Button>
        {mayExport ? (
          <>
            <Check label={t('file.secrets')} checked={secrets} onChange={setSecrets} />
            <Check label={t('file.links')} checked={links} onChange={setLinks} />
          </>
        ) : (
          <ManagedMark />
        )}
      </div>
      {secrets && <p class="mt-1.5 text-sm text-warn">{t('file.secretsWarning')}</p>}
      {links && <p class="mt-1.5 text-sm text-warn">{t('file.linksWarning')}</p>}
      <div class="mt-3 border-t border-line pt-3">
        <FilePicker box={fileBox} onFile={(file) => void open(file)} />
        {read?.reading.kind === 'broken' && <ImportFaults faults={read.reading.faults} />}
        {read?.reading.kind === 'good' && (
          <ImportSummary
            reading={read.reading}
            providers={providers}
            onConfirm={() => void confirm(read.text)}
            onCancel={() => setRead(null)}
          />
        )}
      </div>
      <div role="status" class="mt-3 empty:hidden">
        {done && (
          <Note tone={done === 'file.unreadable' ? 'danger' : 'accent'} icon={done === 'file.unreadable' ? 'warn' : 'check'}>
            {t(done)}
          </Note>
        )}
        {problem && <ProblemNote problem={problem} />}
      </div>
    </Section>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="inline-flex min-h-6 cursor-pointer items-center gap-1.5">
      <input type="checkbox" class="accent-accent" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** The browser's own file box, hidden behind a button that looks like the others. */
function FilePicker({ box, onFile }: { box: { current: HTMLInputElement | null }; onFile: (file: File | undefined) => void }) {
  const t = useOptionsTexts();
  return (
    <>
      <Button icon="file" onClick={() => box.current?.click()}>
        {t('file.import')}
      </Button>
      <input
        ref={box}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t('file.choose')}
        onChange={(event) => {
          onFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
