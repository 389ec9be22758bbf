import { useState } from 'preact/hooks';
import type { Friend } from '../../lib/model/friend';
import type { Tag } from '../../lib/model/tag';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { SideView } from '../panel/side-view';
import { useTexts } from '../texts';
import { useLoaded } from '../use-loaded';
import { FriendLine } from './friend-line';

interface FriendsViewProps {
  connection: string;
  tag: Tag;
  maskPhones: boolean;
  actions: PanelActions;
  onClose: () => void;
}

/** The team's WeChat friends with one tag. */
export function FriendsView({ connection, tag, maskPhones, actions, onClose }: FriendsViewProps) {
  const { t } = useTexts();
  const [offline, setOffline] = useState(false);
  const { items, busy, problem, renew } = useLoaded<Friend>(`${offline}`, async () => ({
    items: await actions.ask('friendsWithTag', { connection, tag, offline }),
    next: null,
    total: null,
  }));
  return (
    <SideView title={t('friends.title', { name: tag.name })} onClose={onClose}>
      <label class="flex cursor-pointer items-center gap-2">
        <input type="checkbox" class="accent-accent" checked={offline} onChange={(event) => setOffline(event.currentTarget.checked)} />
        {t('friends.offline')}
      </label>
      <p role="status" class="text-sm text-ink-3">
        {busy ? t('search.searching') : t('friends.count', { count: items.length })}
      </p>
      {problem && <ProblemNote problem={problem} onRetry={renew} onSignIn={() => actions.signInAgain(connection)} />}
      {!busy && !problem && items.length === 0 && <p class="text-ink-2">{t('friends.empty')}</p>}
      {items.length > 0 && (
        <ul class="divide-y divide-line rounded-m border border-line bg-surface shadow-card">
          {items.map((friend) => (
            <FriendLine key={friend.id} connection={connection} friend={friend} maskPhones={maskPhones} actions={actions} />
          ))}
        </ul>
      )}
    </SideView>
  );
}
