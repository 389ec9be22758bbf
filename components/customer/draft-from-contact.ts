import type { Contact } from '../../lib/model/contact';

const MOBILE = /(?:\+?86[-\s]?)?(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?!\d)/;

/** What the add form starts with: the chat's name, and the phone number that agents like to write into it. */
export function draftFromContact(contact: Pick<Contact, 'name'>): { name: string; phone: string } {
  const found = MOBILE.exec(contact.name);
  const phone = found ? `${found[1]}${found[2]}${found[3]}` : '';
  const rest = found ? contact.name.replace(found[0], ' ') : contact.name;
  const name = rest
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-_/|,，、.·()（）]+|[\s\-_/|,，、.·()（）]+$/g, '')
    .trim();
  return { name: name || contact.name.trim(), phone };
}
