import { people, type Person } from '../../people.ts';
import type { Contact } from './contact.ts';

const newcomers = new Map<string, Person>();

/** The invented person behind a contact, with those who were added while the page ran. */
export function personOf(contact: Pick<Contact, 'key'>): Person {
  const found = newcomers.get(contact.key) ?? people.find((person) => person.key === contact.key);
  if (!found) throw new Error(`Nobody called ${contact.key} stands behind this contact`);
  return found;
}

/** Makes somebody known who is not among the sandbox's people. */
export function introduce(person: Person) {
  newcomers.set(person.key, person);
}
