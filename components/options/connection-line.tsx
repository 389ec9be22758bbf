import { useEffect, useRef, useState } from 'preact/hooks';
import type { DraftName } from '../../lib/model/draft';
import { LIMITS } from '../../lib/model/limits';
import type { Problem } from '../../lib/model/problem';
import type { ConnectionView, ProviderView } from '../../lib/model/view';
import { Avatar } from '../avatar';
import { Button, IconButton } from '../button';
import { Input, INPUT } from '../field';
import { useForm, useIsHalfTyped } from '../form';
import { keyOf } from '../keys';
import { useAnnounce } from '../live';
import { Note, ProblemNote } from '../note';
import { Pill } from '../pill';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { TypedAddressNotes } from './address-notes';
import { RemoveQuestion } from './remove-question';
import { ManagedMark } from './section';
import { useOptionsTexts } from './use-options-texts';

interface ConnectionLineProps {
  connection: ConnectionView;
  /** null when this version of Kebian no longer has the provider. */
  provider: ProviderView | null;
  place: number;
  /** Place of the last connection. */
  last: number;
  managed: boolean;
  actions: OptionsActions;
  onEdit: (provider: ProviderView) => void;
}

/** One connection: its place in the order, its name, its state. */
export function ConnectionLine(props: ConnectionLineProps) {
  const { connection, provider, place, managed, actions } = props;
  const { pick } = useTexts();
  const t = useOptionsTexts();
  const renaming = useIsHalfTyped(renameDraft(connection.id));
  const [open, setOpen] = useState<'rename' | 'remove' | null>(renaming ? 'rename' : null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const announce = useAnnounce();
  const address = provider?.settings.find(({ kind }) => kind === 'url');
  const edit = provider && provider.settings.length > 0 ? () => props.onEdit(provider) : undefined;
  // This is the settings page already: the browser has to ask for the permission.
  const isForbidden = connection.problem?.kind === 'not-permitted';
  return (
    <li class="rounded-m border border-line p-3">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Avatar name={connection.name} />
        <div class="min-w-0 flex-[1_1_10rem]">
          {open === 'rename' ? (
            <Rename connection={connection} actions={actions} onDone={() => setOpen(null)} />
          ) : (
            <>
              <p class="flex flex-wrap items-center gap-x-2">
                <span class="min-w-0 font-semibold break-words">{connection.name}</span>
                {place === 0 && <Pill>{t('connections.leads')}</Pill>}
                {!connection.problem && <Pill tone="accent">{t('connections.works')}</Pill>}
              </p>
              <p class="text-sm break-words text-ink-2">
                {[provider && pick(provider.name), connection.values['baseUrl']].filter(Boolean).join(' · ')}
              </p>
            </>
          )}
        </div>
        {managed ? <ManagedMark /> : <LineButtons {...props} onOpen={setOpen} />}
      </div>
      {address && <TypedAddressNotes value={connection.values[address.key] ?? ''} field={address} />}
      {connection.problem && (
        <div class="mt-2">
          <ProblemNote
            problem={connection.problem}
            onSettings={provider && !managed && !isForbidden ? () => props.onEdit(provider) : undefined}
            onSignIn={connection.signsIn ? () => void actions.allow(connection).then(setProblem) : undefined}
          />
          {isForbidden && (
            <Button class="mt-2" look="primary" onClick={() => void actions.allow(connection).then(setProblem)}>
              {t('connections.allow')}
            </Button>
          )}
        </div>
      )}
      {connection.dropped && (
        <div class="mt-2">
          <Note
            tone="warn"
            icon="warn"
            actions={<Button onClick={() => void actions.keep(connection.id).then(setProblem)}>{t('connections.keep')}</Button>}
          >
            {t('connections.dropped')}
          </Note>
        </div>
      )}
      {open === 'remove' && (
        <RemoveQuestion
          connection={connection}
          actions={actions}
          onEdit={edit}
          onCancel={() => setOpen(null)}
          onRemoved={() => announce(t('connections.removed', { name: connection.name }))}
        />
      )}
      {problem && (
        <div class="mt-2">
          <ProblemNote problem={problem} />
        </div>
      )}
    </li>
  );
}

function LineButtons({
  connection,
  provider,
  place,
  last,
  actions,
  onEdit,
  onOpen,
}: ConnectionLineProps & { onOpen: (what: 'rename' | 'remove') => void }) {
  const t = useOptionsTexts();
  const { name, id } = connection;
  return (
    <span class="flex">
      <IconButton icon="up" label={t('connections.up', { name })} disabled={place === 0} onClick={() => void actions.move(id, place - 1)} />
      <IconButton
        icon="down"
        label={t('connections.down', { name })}
        disabled={place === last}
        onClick={() => void actions.move(id, place + 1)}
      />
      <IconButton icon="edit" label={t('connections.rename', { name })} onClick={() => onOpen('rename')} />
      {provider && provider.settings.length > 0 && (
        <IconButton icon="settings" label={t('connections.edit', { name })} onClick={() => onEdit(provider)} />
      )}
      <IconButton icon="close" label={t('connections.remove', { name })} onClick={() => onOpen('remove')} />
    </span>
  );
}

function renameDraft(connection: string): DraftName {
  return { form: 'rename', of: connection, connection };
}

function Rename({ connection, actions, onDone }: { connection: ConnectionView; actions: OptionsActions; onDone: () => void }) {
  const { t } = useTexts();
  const own = useOptionsTexts();
  const form = useForm(renameDraft(connection.id), { name: connection.name });
  const { name } = form.values;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.select(), []);
  useEffect(() => box.current?.focus(), []);
  function leave(): void {
    form.done();
    onDone();
  }
  return (
    <form
      class="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.length > LIMITS.short) return;
        if (name.trim() && name.trim() !== connection.name) void actions.rename(connection.id, name.trim());
        leave();
      }}
      onKeyDown={(event) => keyOf(event) === 'Escape' && leave()}
    >
      <Input
        box={box}
        type="text"
        aria-label={own('connections.renameLabel', { name: connection.name })}
        value={name}
        class={`${INPUT} flex-1`}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
      <Button type="submit" class="h-8">
        {t('common.save')}
      </Button>
    </form>
  );
}
