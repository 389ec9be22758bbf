import { people, type Person } from '../../people.ts';
import { Contact, fromServer } from './contact.ts';
import { idFor } from './ids.ts';

/** Everybody whom this login knows, by id: friends, rooms and services, the account itself, and strangers from rooms. */
export const contacts = {
  friends: {} as Record<string, Contact>,
  strangers: {} as Record<string, Contact>,
  account: createSelf(''),
  /** Raised whenever somebody changes; lists watch it. */
  contactChangeFlag: 0,
  /** Whose card the contacts tab shows. */
  card: undefined as Contact | undefined,
  seed: '',

  /** Forgets the login before and meets the first `count` people anew, under new ids. */
  meet(seed: string, count: number): Contact[] {
    this.forget();
    this.seed = seed;
    this.account = createSelf(seed);
    const met = people.slice(0, count).map((person) => this.add(person));
    return met;
  },

  forget() {
    this.friends = {};
    this.strangers = {};
    this.card = undefined;
    this.account = createSelf('');
    this.contactChangeFlag++;
  },

  add(person: Person, memberCount = person.members.length): Contact {
    const contact = new Contact(person, idFor(person, this.seed));
    contact.MemberCount = memberCount;
    contact.MemberList = person.members.map((name) => this.member(name));
    this.friends[contact.UserName] = contact;
    this.contactChangeFlag++;
    return contact;
  },

  remove(id: string) {
    delete this.friends[id];
    this.contactChangeFlag++;
  },

  getContact(id: string): Contact | undefined {
    if (!id) return undefined;
    return this.friends[id] ?? this.strangers[id] ?? (id === this.account.UserName ? this.account : undefined);
  },

  byKey(key: string): Contact {
    const found = Object.values(this.friends).find((contact) => contact.key === key);
    if (!found) throw new Error(`Nobody called ${key} is among the contacts`);
    return found;
  },

  /** Members are met by the names they gave themselves; whoever is no friend is a stranger with an id of their own. */
  member(nickname: string) {
    const person = people.find((candidate) => candidate.nickname === nickname) ?? stranger(nickname);
    const id = idFor(person, this.seed);
    if (!this.friends[id]) this.strangers[id] = Object.assign(new Contact(person, id), { friend: false, ContactFlag: 0 });
    return { UserName: id, NickName: fromServer(nickname), DisplayName: '' };
  },
};

function createSelf(seed: string): Contact {
  const person: Person = { key: 'self', kind: 'person', nickname: '李磊', remark: '', avatarSeq: 9, members: [], record: null };
  return new Contact(person, seed && idFor(person, seed));
}

function stranger(nickname: string): Person {
  const avatarSeq = 800_000 + [...nickname].reduce((sum, character) => sum + character.codePointAt(0)!, 0);
  return { key: `stranger-${nickname}`, kind: 'person', nickname, remark: '', avatarSeq, members: [], record: null };
}
