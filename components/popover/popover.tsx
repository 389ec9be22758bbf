import type { LastMade } from '../../lib/model/outbox-entry';
import { useEffect, useRef } from 'preact/hooks';
import type { FoundCard } from '../../lib/model/one-record';
import type { Card, PopoverView } from '../../lib/model/view';
import type { NumberUse } from '../../lib/model/wanted';
import { IconButton } from '../button';
import type { Clock } from '../clock';
import { PartHeading } from '../customer/section';
import type { DraftShelf } from '../drafts';
import { Icon } from '../icon';
import type { EditActions, PanelActions, TagMatcher } from '../panel/actions';
import { useShortcuts } from '../panel/shortcuts';
import { TakingBack } from '../panel/taking-back';
import { Page } from '../page';
import { CustomerParts } from './customer-parts';
import { PhoneCard } from './phone-card';
import type { PopoverTexts } from './texts';

export interface PopoverProps {
  view: PopoverView;
  /** The first connection that knows the contact; null while there is none. */
  card: Card | null;
  /** The same person in the other CRMs that a remark and tags are written to as well. */
  also?: FoundCard[];
  /** The last edit of this customer, while it can be undone. */
  last: LastMade | null;
  texts: PopoverTexts;
  /** The browser does not open the database: no customer is known, and nothing can be changed. */
  broken?: boolean;
  drafts?: DraftShelf;
  actions: PopoverActions;
  matches: TagMatcher;
  /** False while the frame is covered: then it takes no input. */
  free: boolean;
  now: Clock;
  onClose: () => void;
}

export interface PopoverActions extends EditActions {
  submitAlso: PanelActions['submitAlso'];
  copy(text: string): Promise<void>;
  /** `number`: what is to be done there with the card's number. */
  openPanel(number: NumberUse | null): Promise<void>;
}

/** The content of the frame over the chat page: the customer's remark, tags and follow-up, or the card of a phone number. */
export function Popover(props: PopoverProps) {
  const { view, card, texts, now, free, onClose } = props;
  const { about, contact } = view;
  const box = useRef<HTMLDivElement>(null);
  useFirstFocus(box);
  useShortcuts({ search: () => undefined, back: onClose });
  const customer = card?.body.kind === 'found' ? card.body.customer : null;
  const name = about.kind === 'phone' ? texts.phone(about.phone) : texts.title(customer?.name ?? contact.name);
  return (
    <Page now={now} drafts={props.drafts}>
      <div ref={box} role="dialog" aria-label={name} tabIndex={-1} class="outline-none">
        {about.kind === 'phone' ? (
          <PhoneCard {...props} phone={about.phone} />
        ) : (
          <>
            <Head {...props} name={customer?.name ?? contact.name} company={customer?.company ?? null} />
            <PartHeading.Provider value="h2">
              <CustomerParts {...props} />
            </PartHeading.Provider>
          </>
        )}
        {props.last && (
          <div class="border-t border-line">
            <TakingBack key={props.last.edit.id} last={props.last} actions={props.actions} />
          </div>
        )}
        {!free && (
          <p role="status" class="flex gap-1.5 border-t border-line bg-warn-soft px-3 py-2 text-sm text-warn">
            <span class="mt-0.5">
              <Icon name="lock" size={12} />
            </span>
            {texts.covered}
          </p>
        )}
      </div>
    </Page>
  );
}

/**
 * Once the frame is given the focus, the dialog has it: it says its name, and no key that was meant for the chat changes anything. A
 * frame that focuses something by itself would take the focus from the chat.
 */
function useFirstFocus(box: { current: HTMLElement | null }): void {
  useEffect(() => {
    const go = () => {
      if (document.hasFocus() && document.activeElement === document.body) box.current?.focus();
    };
    go();
    addEventListener('focus', go);
    return () => removeEventListener('focus', go);
  }, []);
}

function Head({ name, company, texts, actions, onClose }: PopoverProps & { name: string; company: string | null }) {
  return (
    <div class="flex items-center gap-1 py-2 pr-1.5 pl-3">
      <div class="min-w-0 flex-1">
        <h1 class="truncate font-semibold" title={name}>
          <bdi>{name}</bdi>
        </h1>
        {company && (
          <p class="truncate text-sm text-ink-2" title={company}>
            <bdi>{company}</bdi>
          </p>
        )}
      </div>
      <IconButton small icon="panel" label={texts.panel} onClick={() => void actions.openPanel(null).then(onClose)} />
      <IconButton small icon="close" label={texts.close} onClick={onClose} />
    </div>
  );
}
