import type { Contact } from '../../lib/model/contact';
import { draftContact, type DraftName } from '../../lib/model/draft';
import type { ConnectionView } from '../../lib/model/view';

/** What is half typed of a new customer is kept under this name, null where it cannot be. */
export function addDraft(contact: Contact, connection: ConnectionView): DraftName | null {
  const of = draftContact(contact);
  return of === null ? null : { form: 'add', of: `${connection.id} ${of}`, connection: connection.id };
}
