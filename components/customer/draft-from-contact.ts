import type { Contact } from '../../lib/model/contact';
import { nameBesidePhones } from '../../lib/model/name-beside-phone';
import type { Region } from '../../lib/model/regions';

/** What the add form starts with: the chat's name, and the phone numbers that agents like to write into it. */
export function draftFromContact(contact: Pick<Contact, 'name'>, home: Region | null = null): { name: string; phone: string } {
  const { name, phones } = nameBesidePhones(contact.name, home);
  return { name, phone: phones.join(', ') };
}
