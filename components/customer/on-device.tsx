import { useEffect, useId, useState } from 'preact/hooks';
import { isBare, type BesideChange, type BesideView } from '../../lib/model/beside';
import type { Customer } from '../../lib/model/customer';
import type { Problem } from '../../lib/model/problem';
import { Button } from '../button';
import { useDrafts } from '../drafts';
import { AddButton } from '../follow-ups/add-button';
import { followUpDraft } from '../follow-ups/follow-up-draft';
import { FollowUpForm } from '../follow-ups/follow-up-form';
import { isDrafted } from '../form';
import { Icon } from '../icon';
import { ProblemNote } from '../note';
import type { PanelActions, TagMatcher } from '../panel/actions';
import { useTexts } from '../texts';
import { FollowUps, Note, noteDraft, tagDraft, Tags } from './on-device-parts';

type Part = 'note' | 'tags' | 'followUps';

interface OnDeviceProps {
  customer: Customer;
  /** The CRM's name. */
  connection: string;
  /** Undefined until it was read. */
  beside: BesideView | undefined;
  /** The parts that the CRM does not accept, which can be added here. Parts that are here already are shown in any case. */
  offers: Record<Part, boolean>;
  hotkey: boolean;
  matches: TagMatcher;
  actions: PanelActions;
}

/** A note, tags and follow-ups that only this browser has, beside a customer of a CRM that does not take them. Give it a `key` per customer. */
export function OnDevice({ customer, connection, beside, offers, hotkey, matches, actions }: OnDeviceProps) {
  const { t } = useTexts();
  const id = useId();
  const drafts = useDrafts();
  const ref = { connection: customer.connection, id: customer.id };
  const [begun, setBegun] = useState<ReadonlySet<Part>>(
    () => new Set(isDrafted(drafts, noteDraft(customer)) ? ['note'] : isDrafted(drafts, tagDraft(customer)) ? ['tags'] : []),
  );
  const [adding, setAdding] = useState(offers.followUps && isDrafted(drafts, followUpDraft(customer)));
  const [problem, setProblem] = useState<Problem | null>(null);
  // Asked again when the worker has deleted it to make space in the session.
  useEffect(() => actions.openBeside(ref), [beside === undefined]);
  if (!beside) return null;
  const has: Record<Part, boolean> = { note: !!beside.note, tags: beside.tags.length > 0, followUps: beside.followUps.length > 0 };
  if (isBare(beside) && !offers.note && !offers.tags && !offers.followUps) return null;
  const shows = (part: Part) => has[part] || begun.has(part);
  const begin = (part: Part) => setBegun(new Set([...begun, part]));
  async function change(wanted: BesideChange): Promise<Problem | null> {
    const found = await actions.changeBeside(ref, wanted);
    setProblem(found);
    return found;
  }
  const left = (['note', 'tags'] as const).filter((part) => offers[part] && !shows(part));
  return (
    <section aria-labelledby={id} class="grid grid-cols-1 gap-2.5 border-t border-line bg-bg px-3 py-2.5" data-beside>
      <div>
        <h4 id={id} class="flex items-center gap-1.5 text-sm font-semibold text-ink-2">
          <Icon name="device" size={14} />
          {t('beside.title')}
        </h4>
        <p class="text-sm break-words text-ink-3">{t('beside.help', { connection })}</p>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {shows('note') && (
        <Note customer={customer} value={beside.note ?? ''} focus={begun.has('note')} hotkey={hotkey && offers.note} change={change} />
      )}
      {shows('tags') && (
        <Tags
          customer={customer}
          tags={beside.tags}
          canAdd={offers.tags}
          focus={begun.has('tags')}
          hotkey={hotkey && offers.tags}
          matches={matches}
          load={() => actions.loadBesideTags()}
          change={change}
        />
      )}
      {adding && (
        <FollowUpForm
          customer={customer}
          actions={actions}
          onDone={() => setAdding(false)}
          write={({ text, at, remindAt }, once) => change({ kind: 'add-follow-up', followUp: { id: once, text, at, remindAt } })}
        />
      )}
      {has.followUps && <FollowUps followUps={beside.followUps} change={change} />}
      {(left.length > 0 || (offers.followUps && !adding)) && (
        <div class="-ml-1 flex flex-wrap gap-x-3 gap-y-1">
          {left.map((part) => (
            <Button
              key={part}
              look="link"
              icon="plus"
              data-hotkey={hotkey ? { note: 'r', tags: 't' }[part] : undefined}
              onClick={() => begin(part)}
            >
              {t(part === 'note' ? 'beside.note' : 'tags.title')}
            </Button>
          ))}
          {offers.followUps && !adding && (
            <AddButton adding={adding} hotkey={hotkey} text={t('followUps.add')} onAdd={() => setAdding(true)} />
          )}
        </div>
      )}
    </section>
  );
}
