import { useEffect, useId, useState } from 'preact/hooks';
import type { Customer } from '../../lib/model/customer';
import type { Friend } from '../../lib/model/friend';
import { toProblem, type Problem } from '../../lib/model/problem';
import { Facts } from '../customer/facts';
import { Icon } from '../icon';
import { ProblemNote } from '../note';
import type { PanelActions } from '../panel/actions';
import { useTexts } from '../texts';

interface FriendLineProps {
  connection: string;
  friend: Friend;
  maskPhones: boolean;
  actions: PanelActions;
}

/** A friend, and on request what is written down about them. */
export function FriendLine(props: FriendLineProps) {
  const { friend } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const about = [friend.nickname ?? friend.remark, friend.account.name].filter((part) => part && part !== friend.name).join(' · ');
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        class="flex w-full items-center gap-2 px-3 py-2 text-left hover:bg-hover"
        onClick={() => setOpen(!open)}
      >
        <span class="min-w-0 flex-1">
          <span class="block font-medium break-words">{friend.name}</span>
          {about && <span class="block text-sm break-words text-ink-2">{about}</span>}
        </span>
        <span class="text-ink-3">
          <Icon name={open ? 'up' : 'down'} size={14} />
        </span>
      </button>
      {open && (
        <div id={id} class="px-3 pb-3">
          <Record {...props} />
        </div>
      )}
    </li>
  );
}

type Known = { kind: 'asked' } | { kind: 'failed'; problem: Problem } | { kind: 'known'; customer: Customer | null };

function Record({ connection, friend, maskPhones, actions }: FriendLineProps) {
  const { t } = useTexts();
  const [known, setKnown] = useState<Known>({ kind: 'asked' });
  useEffect(() => {
    let alive = true;
    actions.ask('customerOfFriend', { connection, friend }).then(
      (customer) => alive && setKnown({ kind: 'known', customer }),
      (thrown: unknown) => alive && setKnown({ kind: 'failed', problem: toProblem(thrown, 'panel') }),
    );
    return () => void (alive = false);
  }, [friend.id]);
  switch (known.kind) {
    case 'asked':
      return <p class="text-ink-3">{t('friends.loading')}</p>;
    case 'failed':
      return <ProblemNote problem={known.problem} />;
    case 'known':
      if (!known.customer) return <p class="text-ink-2">{t('friends.notCustomer')}</p>;
      return <Facts customer={known.customer} showName maskPhones={maskPhones} onCopy={actions.copy} />;
  }
}
