import { useState } from 'preact/hooks';
import { BACKUP_EVERY, type BackupEvery } from '../../../lib/model/backup/place';
import { LIMITS } from '../../../lib/model/limits';
import { Button } from '../../button';
import { useAnnounce } from '../../live';
import { Select } from '../../select';
import { TextLine } from '../../text-line';
import { useCustomersTexts } from '../use-customers-texts';
import type { BackupActions } from './actions';
import { placeFaultText } from './fault-text';
import { NewPassphrase, NOT_SEALED, passphraseOf } from './new-passphrase';
import { NOTHING_SAID, saidBy, SaidNotes } from './said';

/** Sets the place for automatic backups, and how often they are made. */
export function PlaceForm({ actions, onChanged }: { actions: BackupActions; onChanged: () => void }) {
  const own = useCustomersTexts();
  const announce = useAnnounce();
  const [kind, setKind] = useState<'webdav' | 'folder'>(actions.hasFolders ? 'folder' : 'webdav');
  const [every, setEvery] = useState<BackupEvery>(24);
  const [account, setAccount] = useState({ address: '', user: '', password: '' });
  const [typed, setTyped] = useState(NOT_SEALED);
  const [faults, setFaults] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(NOTHING_SAID);

  async function set(): Promise<void> {
    const passphrase = passphraseOf(typed);
    setFaults(passphrase === undefined);
    if (passphrase === undefined || busy) return;
    setSaid(NOTHING_SAID);
    setBusy(true);
    const outcome = await (kind === 'webdav'
      ? actions.setWebdav({ ...account, every, passphrase })
      : actions.setFolder({ every, passphrase }));
    setBusy(false);
    if (!outcome) return;
    setSaid(saidBy(outcome));
    if (outcome.kind === 'fault') announce(placeFaultText(outcome.fault, own));
    else if (outcome.kind !== 'problem') onChanged();
  }

  return (
    <form
      class="grid grid-cols-1 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      {actions.hasFolders ? (
        <div class="max-w-sm">
          <Select
            label={own('backup.place.kind')}
            options={[
              ['folder', own('backup.place.folder')],
              ['webdav', own('backup.place.webdav')],
            ]}
            value={kind}
            onValue={(value) => setKind(value as 'webdav' | 'folder')}
          />
        </div>
      ) : (
        <p class="text-sm text-ink-3">{own('backup.place.noFolders')}</p>
      )}
      {kind === 'webdav' && (
        <div class="grid grid-cols-1 items-start gap-2 sm:grid-cols-2">
          <div class="sm:col-span-2">
            <TextLine
              label={own('backup.place.address')}
              help={own('backup.place.addressHelp')}
              type="url"
              spellcheck={false}
              most={2_000}
              value={account.address}
              onValue={(address) => setAccount({ ...account, address })}
            />
          </div>
          <TextLine
            label={own('backup.place.user')}
            spellcheck={false}
            value={account.user}
            onValue={(user) => setAccount({ ...account, user })}
          />
          <TextLine
            label={own('backup.place.password')}
            help={own('backup.place.passwordHelp')}
            type="password"
            most={LIMITS.passphrase}
            value={account.password}
            onValue={(password) => setAccount({ ...account, password })}
          />
        </div>
      )}
      <div class="max-w-56">
        <Every every={every} onEvery={setEvery} />
      </div>
      <NewPassphrase typed={typed} faults={faults} onTyped={setTyped} />
      <div class="flex flex-wrap items-center gap-2">
        <Button look="primary" type="submit" disabled={busy || (kind === 'webdav' && account.address.trim() === '')}>
          {own(kind === 'webdav' ? 'backup.place.setWebdav' : 'backup.place.setFolder')}
        </Button>
        {busy && <span class="text-ink-2">{own('backup.place.busy')}</span>}
      </div>
      <SaidNotes said={said} />
    </form>
  );
}

function Every({ every, onEvery }: { every: BackupEvery; onEvery: (every: BackupEvery) => void }) {
  const own = useCustomersTexts();
  return (
    <Select
      label={own('backup.place.every')}
      options={BACKUP_EVERY.toSorted((a, b) => a - b).map((hours) => [String(hours), own(`backup.every.${hours}`)])}
      value={String(every)}
      onValue={(hours) => onEvery(Number(hours) as BackupEvery)}
    />
  );
}
