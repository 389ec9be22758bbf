import { useState } from 'preact/hooks';
import { refKey } from '../../lib/model/customer';
import type { PhoneOwner } from '../../lib/model/view';
import { Button } from '../button';
import { TagChip } from '../customer/tags';
import { Pill } from '../pill';
import { useTexts } from '../texts';
import type { PopoverProps } from './popover';

/** The card of a phone number in a message: the known customers with this number, and the possible actions. */
export function PhoneCard({ phone, view, texts, broken = false, ...props }: PopoverProps & { phone: string }) {
  return (
    <div class="grid gap-2 px-3 py-2.5">
      {view.owners.map((owner) => (
        <Owner key={refKey(owner.ref)} owner={owner} texts={texts} />
      ))}
      {view.owners.length === 0 && (
        <div>
          <p class="font-semibold tabular-nums">{phone}</p>
          <p class="text-sm text-ink-2">{broken ? texts.storage : texts.nobody}</p>
        </div>
      )}
      <Doing {...props} broken={broken} view={view} texts={texts} phone={phone} />
    </div>
  );
}

function Owner({ owner, texts }: { owner: PhoneOwner } & Pick<PopoverProps, 'texts'>) {
  const { name, company, owner: keeper, stage, tags } = owner;
  const facts = [company, keeper && texts.owner(keeper), texts.samePhone].filter(Boolean).join(' · ');
  return (
    <div class="min-w-0">
      <div class="flex flex-wrap items-center gap-1.5">
        <b class="max-w-full truncate font-semibold" title={name}>
          <bdi>{name}</bdi>
        </b>
        {stage && <Pill>{stage}</Pill>}
        <ul class="contents">
          {tags.slice(0, 3).map((tag) => (
            <TagChip key={tag.name} tag={{ id: '', group: null, ...tag }} waiting={false} onRemove={null} />
          ))}
        </ul>
        {tags.length > 3 && <span class="text-sm text-ink-3">+{tags.length - 3}</span>}
      </div>
      <p class="mt-0.5 text-sm break-words text-ink-2">
        <bdi>{facts}</bdi>
      </p>
    </div>
  );
}

function Doing({ phone, view, card, texts, broken = false, actions, onClose }: PopoverProps & { phone: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const here = card?.body.kind === 'found' ? refKey(card.body.customer) : null;
  const elsewhere = view.owners.length > 0 && !view.owners.some(({ ref }) => refKey(ref) === here);
  return (
    <div class="-mx-1 flex flex-wrap items-center gap-x-2">
      <Button look="link" onClick={() => void actions.openPanel(elsewhere ? 'search' : null).then(onClose)}>
        {texts.open}
      </Button>
      {!broken && (
        <Button look="link" onClick={() => void actions.openPanel('record').then(onClose)}>
          {texts.record}
        </Button>
      )}
      <Button look="link" onClick={() => void actions.copy(phone).then(() => setCopied(true))}>
        {copied ? texts.copied : texts.copy}
      </Button>
      <AddToRemark phone={phone} owner={view.owners[0] ?? null} card={card} texts={texts} actions={actions} />
      <span role="status" class="sr-only">
        {copied ? `${texts.copied}${t('common.separator')}${phone}` : ''}
      </span>
    </div>
  );
}

interface AddToRemarkProps extends Pick<PopoverProps, 'card' | 'texts' | 'actions'> {
  phone: string;
  owner: PhoneOwner | null;
}

/** Appends the number, and whose it is, to the remark of the customer of this chat. Nothing if that is not possible. */
function AddToRemark({ phone, owner, card, texts, actions }: AddToRemarkProps) {
  if (card?.body.kind !== 'found' || card.body.certainty !== 'sure' || !card.connection.can.changes.includes('remark')) return null;
  const { connection, id, remark, name } = card.body.customer;
  if (remark?.includes(phone)) return <span class="px-1 text-sm text-ink-3">{texts.inRemark}</span>;
  const line = owner && owner.name !== name ? `${phone} ${owner.name}` : phone;
  const text = remark ? `${remark}\n${line}` : line;
  return (
    <Button look="link" onClick={() => void actions.submit({ connection, id }, { kind: 'remark', text })}>
      {texts.addToRemark}
    </Button>
  );
}
