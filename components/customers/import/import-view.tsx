import { useState } from 'preact/hooks';
import { LOCAL_BOOK } from '../../local-book';
import { Button } from '../../button';
import { Note } from '../../note';
import { Select } from '../../select';
import { useHome } from '../../use-home';
import type { ViewProps } from '../views';
import type { ImportActions } from './actions';
import { ViewSection } from '../view-section';
import { CheckStep } from './check-step';
import { ColumnsStep, headingsOf } from './columns-step';
import { DoneStep } from './done-step';
import { ExportBlock } from './export-block';
import { faultsText } from './fault-text';
import { FileBox } from './file-box';
import { PastImports } from './past-imports';
import { Progress } from '../progress';
import { TroubleNote } from './trouble';
import { useImport, type Chosen } from './use-import';
import { useImportTexts } from './use-import-texts';

/** Imports files into a book, and exports it. */
export function ImportView({ connections, rules, onGo, actions }: ViewProps<ImportActions>) {
  const t = useImportTexts();
  const books = connections.filter(({ provider }) => provider === LOCAL_BOOK);
  const [chosen, setChosen] = useState<string | null>(null);
  const connection = books.find(({ id }) => id === chosen)?.id ?? books[0]?.id;
  if (!connection) {
    return (
      <div class="mx-auto max-w-[60rem] px-4 py-6">
        <ViewSection title={t('in.title')} help={t('in.noBook')}>
          <div>
            <Button onClick={actions.openOptions}>{t('in.settings')}</Button>
          </div>
        </ViewSection>
      </div>
    );
  }
  return (
    <div class="mx-auto grid max-w-[60rem] grid-cols-1 gap-4 px-4 py-6">
      {books.length > 1 && (
        <div class="max-w-80">
          <Select label={t('in.into')} options={books.map(({ id, name }) => [id, name] as const)} value={connection} onValue={setChosen} />
        </div>
      )}
      <InAndOut key={connection} connection={connection} rules={rules} onGo={onGo} actions={actions} />
    </div>
  );
}

type InAndOutProps = Pick<ViewProps<ImportActions>, 'rules' | 'onGo' | 'actions'> & { connection: string };

function InAndOut({ connection, rules, onGo, actions }: InAndOutProps) {
  const t = useImportTexts();
  const home = useHome();
  const { step, chosen, trouble, runs, ...now } = useImport(actions, connection, home);
  const { file, preview } = chosen ?? {};
  const headings = preview ? headingsOf(preview, t) : [];
  const saveFaulty = async () => {
    const name = `${file!.name.replace(/\.[^.]*$/, '')} - ${t('check.faultyFile')}.csv`;
    const reasonOf: Parameters<ImportActions['faulty']>[0]['reasonOf'] = (faults) => faultsText(faults, headings, t);
    now.report(await actions.faulty({ name, headings, reason: t('check.reason'), reasonOf }));
  };
  return (
    <>
      {trouble?.kind === 'other-file' && (
        <Note tone="danger" icon="warn" role="alert">
          {t('past.otherFile', { file: trouble.file })}
        </Note>
      )}
      {trouble?.kind === 'book-changed' && (
        <Note tone="warn" icon="warn" role="alert">
          {t('check.changed')}
        </Note>
      )}
      {trouble && trouble.kind !== 'other-file' && trouble.kind !== 'book-changed' && <TroubleNote trouble={trouble} />}
      {step.kind === 'start' && (
        <>
          <ViewSection title={t('in.title')} help={t('in.help')}>
            {rules.localBook ? <FileBox onFile={(one) => void now.open(one)} /> : <p class="text-ink-2">{t('in.managed')}</p>}
          </ViewSection>
          <PastImports
            connection={connection}
            runs={runs}
            undo={actions.undo}
            onGoOn={(run, one) => void now.goOn(run, one)}
            onUndone={now.readRuns}
          />
          <ExportBlock connection={connection} allowed={rules.export && rules.reveal} exportRows={actions.exportRows} />
        </>
      )}
      {step.kind === 'opening' && (
        <ViewSection title={t('in.title')}>
          <Progress text={t('in.opening', { file: step.file })} value={0} most={null} />
        </ViewSection>
      )}
      {step.kind === 'columns' && chosen && (
        <ColumnsStep
          file={chosen.file.name}
          preview={chosen.preview}
          fields={now.fields}
          targets={chosen.targets}
          onTargets={(targets) => now.change({ targets })}
          onReading={(reading) => void now.open(chosen.file, reading)}
          onHeader={(row) => void now.header(row)}
          onNext={() => void now.check(chosen)}
          onCancel={now.restart}
        />
      )}
      {step.kind === 'checking' && (
        <ViewSection next title={t('check.title')}>
          <Progress text={t('check.reading', { rows: step.rows })} value={step.share ?? 0} most={step.share === null ? null : 1} />
          <div>
            <Button onClick={now.stop}>{t('in.cancel')}</Button>
          </div>
        </ViewSection>
      )}
      {step.kind === 'checked' && chosen && (
        <CheckStep
          checked={step.checked}
          headings={headings}
          fields={[...now.fields, ...chosen.preview.missing.map(({ field }) => field)]}
          leftOut={leftOutOf(chosen, headings)}
          damaged={chosen.damaged}
          decisions={chosen.decisions}
          onDamaged={(damaged) => void now.check({ ...chosen, damaged })}
          onDecisions={(decisions) => now.change({ decisions })}
          onFaulty={() => void saveFaulty()}
          onBegin={() => void now.begin(step.checked)}
          onBack={now.back}
        />
      )}
      {step.kind === 'running' && <Running read={step.read} rows={now.rows} onStop={now.stop} />}
      {(step.kind === 'done' || step.kind === 'stopped') && (
        <DoneStep
          step={step}
          connection={connection}
          rows={now.rows}
          left={now.left}
          undo={actions.undo}
          onAll={() => onGo('all')}
          onFaulty={() => void saveFaulty()}
          onGoOn={() => void now.goOnAgain()}
          onAgain={now.restart}
        />
      )}
    </>
  );
}

/** The columns with contents that are not imported. */
function leftOutOf({ preview: { samples }, targets }: Chosen, headings: string[]): string[] {
  return headings.filter((heading, column) => targets[column] === null && heading !== '' && samples.some((cells) => cells[column]?.trim()));
}

function Running({ read, rows, onStop }: { read: number; rows: number; onStop: () => void }) {
  const t = useImportTexts();
  return (
    <ViewSection next title={t('run.title')} help={t('run.help')}>
      <Progress text={t('run.progress', { read, rows })} value={read} most={rows} />
      <div>
        <Button onClick={onStop}>{t('run.stop')}</Button>
      </div>
    </ViewSection>
  );
}
