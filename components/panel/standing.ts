import { contactKey, type Contact } from '../../lib/model/contact';
import { refKey } from '../../lib/model/customer';
import type { Reason } from '../../lib/model/match';
import { leadingOf } from '../../lib/model/leading';
import type { Card, CardBody, PanelView } from '../../lib/model/view';
import type { Key } from '../../locales/translate';
import type { IconName } from '../icon';
import type { Tone } from '../pill';

/** Who the panel is about, and how certain: the content of the contact strip. */
export interface Standing {
  /** The customer's name once they are sure, otherwise the contact's; null where there is no contact. */
  heading: string | null;
  /** The name in the chat where it differs from the heading. */
  chatName: string | null;
  how: { key: Key; tone: Tone; icon?: IconName } | null;
  /** Which customer is offered for which contact, and the shown name; null if none is. */
  shown: { contact: string; customer: string; name: string } | null;
}

export function standingOf(view: PanelView): Standing {
  switch (view.kind) {
    case 'room':
      return { heading: view.contact.name, chatName: null, how: { key: 'how.room', tone: 'neutral' }, shown: null };
    case 'service':
      return { heading: view.contact.name, chatName: null, how: { key: 'how.service', tone: 'neutral' }, shown: null };
    case 'locked':
      return { heading: null, chatName: null, how: { key: 'how.locked', tone: 'warn', icon: 'lock' }, shown: null };
    case 'person':
      return { ...ofPerson(view.contact.name, view.cards), shown: shownOf(view.contact, view.cards) };
    default:
      return { heading: null, chatName: null, how: null, shown: null };
  }
}

function shownOf(contact: Contact, cards: Card[]): Standing['shown'] {
  const body = leadingOf(cards)?.body;
  const found = body?.kind === 'found' ? body.customer : null;
  return found ? { contact: contactKey(contact), customer: refKey(found), name: found.name } : null;
}

function ofPerson(name: string, cards: Card[]): Omit<Standing, 'shown'> {
  const body = leadingOf(cards)?.body;
  if (body?.kind !== 'found' || body.certainty !== 'sure') return { heading: name, chatName: null, how: unsure(body?.kind, cards) };
  const heading = body.customer.name;
  if (body.freshness === 'gone')
    return { heading, chatName: heading === name ? null : name, how: { key: 'fresh.gone', tone: 'danger', icon: 'warn' } };
  const how = doubt(cards) ?? ({ key: howFor(body.reasons), tone: 'accent', icon: 'check' } as const);
  return { heading, chatName: heading === name ? null : name, how };
}

/** The strip repeats the first contradiction of a card, which may be scrolled out of sight. */
function doubt(cards: Card[]): Standing['how'] {
  const against = cards.flatMap(({ body }) => (body.kind === 'found' && body.against ? [body.against] : []))[0];
  return against ? { key: against.connection === null ? 'how.otherNumber' : 'how.twoPeople', tone: 'warn', icon: 'group' } : null;
}

function unsure(leading: CardBody['kind'] | undefined, cards: Card[]): Standing['how'] {
  if (leading === 'found') return { key: 'how.likely', tone: 'info' };
  if (leading === 'several') return { key: 'how.several', tone: 'warn' };
  if (leading === 'looking-up') return { key: 'how.looking', tone: 'neutral' };
  // While one CRM could not be asked, "in none of the CRMs" is not certain.
  return cards.every(({ body }) => body.kind === 'none') ? { key: 'how.none', tone: 'neutral' } : null;
}

const NAMED = ['linked', 'renamed', 'same-number', 'phone', 'remark', 'name', 'nickname', 'company'] as const satisfies readonly Reason[];

function howFor(reasons: Reason[]): Key {
  const named = NAMED.find((reason) => reasons.includes(reason));
  return named ? `how.${named}` : 'how.other';
}
