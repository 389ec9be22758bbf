import type { ConnectionDraft } from '../../lib/model/settings';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FormerView } from '../../lib/model/former';
import type { Problem } from '../../lib/model/problem';
import type { Suggestion } from '../../lib/model/suggestion';
import type { ConnectionView, ProviderView, SettingsWay } from '../../lib/model/view';
import { Button } from '../button';
import { Note, ProblemNote } from '../note';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import type { OptionsActions, TestAnswer } from './actions';
import { faultsOf, originOf, toDraft } from './connection-draft';
import { Section } from './section';
import { SettingLine } from './setting-line';
import { useOptionsTexts } from './use-options-texts';
import { useTypedSettings } from './typed-settings';
import { alongWay, shapedBy } from './ways';

interface ConnectionFormProps {
  provider: ProviderView;
  /** null for a new connection. */
  connection: ConnectionView | null;
  /** The former connection whose values a new one starts with. */
  former?: FormerView | undefined;
  actions: OptionsActions;
  onSaved: (name: string) => void;
  onCancel: () => void;
}

type Busy = 'test' | 'save' | null;
type Outcome = TestAnswer | { kind: 'refused'; problem: Problem } | null;

/** The form that a provider describes. Secrets are typed and never shown again. */
export function ConnectionForm({ provider: whole, connection, former, actions, onSaved, onCancel }: ConnectionFormProps) {
  const { pick, t } = useTexts();
  const own = useOptionsTexts();
  const form = useRef<HTMLFormElement>(null);
  const { typed, way: chosen, set, done } = useTypedSettings(whole, connection, pick(whole.name), former);
  const way = whole.ways?.find(({ id }) => id === chosen) ?? null;
  const provider = shapedBy(whole, way);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState<Busy>(null);
  const [outcome, setOutcome] = useState<Outcome>(null);
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  const origin = connection ? null : originOf(provider, typed);
  const faults = tried ? faultsOf(provider, connection, typed) : {};

  /** Runs inside the click, up to the first await of what is called: the browser asks for permission there. */
  async function run(what: Exclude<Busy, null>, call: (draft: ConnectionDraft) => Promise<Outcome>, now = typed): Promise<void> {
    setTried(true);
    const [first] = Object.keys(faultsOf(provider, connection, now));
    if (first !== undefined) return void form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    setBusy(what);
    setOutcome(null);
    setOutcome(await call(alongWay(toDraft(provider, connection, now), whole, way)));
    setBusy(null);
  }
  /** Puts a suggestion's values into the form and tests them. */
  function take({ values }: Suggestion): void {
    const now = { ...typed, values: { ...typed.values, ...values } };
    set({ values });
    void run('test', actions.test, now);
  }
  async function save(draft: ConnectionDraft): Promise<Outcome> {
    const problem = await actions.save(draft);
    if (!problem) {
      done();
      onSaved(draft.name);
    }
    return problem && { kind: 'refused', problem };
  }

  return (
    <Section
      id="connections"
      title={connection ? own('form.edit', { name: connection.name }) : own('form.new', { provider: pick(provider.name) })}
      help={pick(provider.about)}
    >
      <form
        ref={form}
        noValidate
        class="grid max-w-lg gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          void run('save', save);
        }}
      >
        <NameLine value={typed.name} onValue={(name) => set({ name })} />
        {way && <Ways ways={whole.ways ?? []} chosen={way} onChosen={({ id }) => set({ way: id })} />}
        {provider.settings.map((field) => (
          <SettingLine
            key={field.key}
            field={field}
            isSet={connection?.secretsSet.includes(field.key) ?? false}
            value={typed.values[field.key] ?? ''}
            fault={faults[field.key]}
            onValue={(value) => set({ values: { [field.key]: value } })}
          />
        ))}
        {origin !== null && (
          <p class="text-sm text-ink-2">
            {own('form.permission', { origin })} {own('form.sends')}
          </p>
        )}
        <OutcomeNote outcome={outcome} onTake={take} />
        <div class="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={busy !== null}>
            {own(busy === 'save' ? 'form.saving' : 'form.save')}
          </Button>
          <Button disabled={busy !== null} onClick={() => void run('test', actions.test)}>
            {own(busy === 'test' ? 'form.testing' : 'form.test')}
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              done();
              onCancel();
            }}
          >
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function NameLine({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const own = useOptionsTexts();
  return <TextLine label={own('form.name')} help={own('form.nameHelp')} name="name" value={value} onValue={onValue} />;
}

interface WaysProps {
  ways: SettingsWay[];
  chosen: SettingsWay;
  onChosen: (way: SettingsWay) => void;
}

function Ways({ ways, chosen, onChosen }: WaysProps) {
  const { pick } = useTexts();
  const own = useOptionsTexts();
  return (
    <fieldset class="grid gap-1.5">
      <legend class="mb-1 text-sm text-ink-2">{own('form.way')}</legend>
      {ways.map((way) => (
        <label key={way.id} class="flex cursor-pointer items-center gap-2">
          <input type="radio" name="way" class="accent-accent" checked={way.id === chosen.id} onChange={() => onChosen(way)} />
          {pick(way.name)}
        </label>
      ))}
    </fieldset>
  );
}

function OutcomeNote({ outcome, onTake }: { outcome: Outcome; onTake: (suggestion: Suggestion) => void }) {
  const { pick } = useTexts();
  const own = useOptionsTexts();
  return (
    <div role="status" class="grid gap-2 empty:hidden">
      {outcome?.kind === 'connected' && (
        <Note tone="accent" icon="check">
          {outcome.user === null ? own('form.connected') : own('form.connectedAs', { user: outcome.user })}
          {outcome.detail && <span class="block text-sm">{outcome.detail}</span>}
        </Note>
      )}
      {outcome?.kind === 'connected' &&
        outcome.suggestions.map((suggestion) => (
          <Note
            key={suggestion.press.en}
            tone="warn"
            icon="warn"
            actions={<Button onClick={() => onTake(suggestion)}>{pick(suggestion.press)}</Button>}
          >
            {pick(suggestion.says)}
            <span class="block text-sm">{own('form.suggestionHelp')}</span>
          </Note>
        ))}
      {(outcome?.kind === 'failed' || outcome?.kind === 'refused') && (
        <>
          <ProblemNote problem={ofNewSignIn(outcome.problem)} />
          {outcome.problem.kind === 'not-permitted' && <p class="text-sm text-ink-2">{own('form.unsent')}</p>}
        </>
      )}
    </div>
  );
}

/** The Problem for a sign-in that was just typed: it has no session that another sign-in could have ended. */
function ofNewSignIn(problem: Problem): Problem {
  return problem.kind === 'signed-out' ? { kind: 'credentials-refused', message: null } : problem;
}
