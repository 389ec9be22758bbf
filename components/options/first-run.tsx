import { useId, useState } from 'preact/hooks';
import type { Problem } from '../../lib/model/problem';
import type { Rules } from '../../lib/model/rules';
import { Icon, type IconName } from '../icon';
import { ProblemNote } from '../note';
import { ManagedMark } from './section';
import { useOptionsTexts } from './use-options-texts';
import { WhatIsRead } from './what-is-read';

interface FirstRunProps {
  rules: Rules;
  onBook: () => Promise<Problem | null>;
  onConnect: () => void;
  onImport: () => void;
}

const PROMISES = [
  ['chat', 'first.does'],
  ['edit', 'first.writes'],
] as const;

/** What Kebian does, reads and keeps, and three ways on. Shown while nothing is connected. */
export function FirstRun({ rules, onBook, onConnect, onImport }: FirstRunProps) {
  const t = useOptionsTexts();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <section id="connections" aria-labelledby="first-run" class="rounded-l border border-line bg-surface px-6 py-6 shadow-card">
      <h2 id="first-run" class="text-xl font-semibold">
        {t('first.title')}
      </h2>
      <p class="text-lg text-ink-2">{t('first.lead')}</p>
      <ul class="mt-4 grid gap-2.5">
        {PROMISES.map(([icon, key]) => (
          <li key={key} class="flex gap-2.5">
            <span class="mt-0.5 text-accent">
              <Icon name={icon} />
            </span>
            {t(key)}
          </li>
        ))}
      </ul>
      <h3 class="mt-6 mb-2 font-semibold">{t('reads.title')}</h3>
      <div class="rounded-m border border-line-strong bg-raised p-3.5">
        <WhatIsRead />
      </div>
      <h3 class="mt-6 mb-2 font-semibold">{t('first.ways')}</h3>
      <div class="grid gap-2.5 sm:grid-cols-3">
        {rules.connections && <Way icon="plug" title={t('first.connect')} help={t('first.connectHelp')} leads onClick={onConnect} />}
        {rules.localBook && (
          <Way
            icon="book"
            title={t('first.book')}
            help={t('first.bookHelp')}
            onClick={() => void onBook().then((found) => setProblem(found))}
          />
        )}
        <Way icon="file" title={t('first.import')} help={t('first.importHelp')} onClick={onImport} />
      </div>
      {!(rules.connections && rules.localBook) && (
        <p class="mt-3">
          <ManagedMark />
        </p>
      )}
      {problem && (
        <div class="mt-3">
          <ProblemNote problem={problem} />
        </div>
      )}
    </section>
  );
}

interface WayProps {
  icon: IconName;
  title: string;
  help: string;
  leads?: boolean;
  onClick: () => void;
}

/** The whole card can be pressed; its name is the title alone. */
function Way({ icon, title, help, leads, onClick }: WayProps) {
  const id = useId();
  return (
    <div
      class={`relative flex flex-col items-start gap-1 rounded-m border p-3.5 transition-colors ${leads ? 'border-accent bg-accent-soft' : 'border-line-strong bg-raised hover:bg-hover'}`}
    >
      <span class={leads ? 'text-accent-deep' : 'text-ink-2'}>
        <Icon name={icon} size={20} />
      </span>
      <button
        type="button"
        aria-describedby={id}
        class="text-left font-semibold after:absolute after:inset-0 after:rounded-m"
        onClick={onClick}
      >
        {title}
      </button>
      <span id={id} class="text-sm text-ink-2">
        {help}
      </span>
    </div>
  );
}
