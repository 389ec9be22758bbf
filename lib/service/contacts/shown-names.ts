import type { Contact } from '../../model/contact';
import { digestOf } from '../../model/digest';
import { linkName } from '../../model/link-name';
import { serialQueue } from '../../model/serial-queue';
import { ofKind, without } from '../../wire/item-keys';
import { item } from '../../wire/items';
import { readState, writeState } from '../session/items';
import { remembered } from '../storage/memoized';

/** Whether another contact of this login is shown by the same name and picture. */
export async function isShownTwice(contact: Contact): Promise<boolean> {
  const [key] = await Promise.all([shownKey(contact), serially(async () => undefined)]);
  return ((await readState([key]))[key] ?? []).some((id) => id !== contact.id);
}

const serially = serialQueue();

/** Stores under which name and picture a contact is shown in this login; must be called before the decisions about the contact are read. */
export async function noteShown(contact: Contact): Promise<void> {
  const noted = serially(async () => {
    const key = await shownKey(contact);
    const ids = (await readState([key]))[key] ?? [];
    // The next read sees the change, even if the browser has not written it yet.
    return { written: ids.includes(contact.id) ? null : writeState(item(key, [...ids, contact.id])) };
  });
  await (
    await noted
  ).written;
}

/** If `ended` says that a login to a site is over, drops what is known by the ids of that page. What is noted afterwards belongs to the next login. */
export async function forgetShown(site: Promise<string> | string, ended: () => Promise<boolean> = async () => true): Promise<void> {
  await serially(async () => {
    if (!(await ended())) return;
    const start = `${await site}:`;
    const ofSite = ofKind(await readState(), 'shown').filter(({ name }) => name.startsWith(start));
    await writeState(without(ofSite.map(({ key }) => key)));
  });
}

/** The item outlives a lock, as the login does, so its key is a digest and contains no name. */
async function shownKey({ site, name, avatar }: Contact): Promise<`shown:${string}`> {
  return `shown:${site}:${await digests.of(`${linkName(name)}\n${avatar ?? ''}`)}`;
}

const digests = remembered(digestOf);

/** Drops the texts of the digests that are kept in memory. */
export const forgetDigests = digests.forget;
