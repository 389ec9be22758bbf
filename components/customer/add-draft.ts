import type { Contact } from '../../lib/model/contact';
import { draftContact, type DraftName } from '../../lib/model/draft';
import type { ConnectionView } from '../../lib/model/view';

/** The name of the draft of a new customer, null if it cannot be kept. */
export function addDraft(contact: Contact, connection: ConnectionView): DraftName | null {
  const of = draftContact(contact);
  return of === null ? null : { form: 'add', of: `${connection.id} ${of}`, connection: connection.id };
}
