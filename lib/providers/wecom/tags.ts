import { since } from '../../model/elapsed';
import type { Tag, TagGroup } from '../../model/tag';
import { unlessRefused } from '../answer';
import { joined, type Joined } from '../joined';
import type { Here } from './here';
import { tagsAnswer, type FollowUser, type TagsAnswer } from './schema';

/** The company's tags, as groups and by id; `isKnown` is false where this app may not read them. */
export interface Library {
  groups: TagGroup[];
  byId: Map<string, Tag>;
  isKnown: boolean;
}

/** The tags that were read last, and when, in epoch ms; and those that are being read. */
export interface Tags {
  kept: { library: Library; at: number } | null;
  coming: Joined<Library> | null;
}

/** How long the tags are used before they are read again, in ms. */
const GOOD_MS = 10 * 60_000;

export async function libraryOf(here: Here, signal: AbortSignal): Promise<Library> {
  const { tags, deps } = here;
  if (tags.kept && since(tags.kept.at, deps.now()) < GOOD_MS) return tags.kept.library;
  if (!tags.coming || tags.coming.isOver())
    tags.coming = joined(async (all) => {
      const library = await loadLibrary(here, all);
      tags.kept = { library, at: deps.now() };
      return library;
    });
  return tags.coming.join(signal);
}

async function loadLibrary({ call }: Here, signal: AbortSignal): Promise<Library> {
  // Source: 管理企业标签, https://developer.work.weixin.qq.com/document/path/92117 (2023-12-01)
  const path = '/cgi-bin/externalcontact/get_corp_tag_list';
  const answer = await unlessRefused<TagsAnswer | null>(call(tagsAnswer, { path, body: { tag_id: [], group_id: [] } }, signal), null);
  if (!answer) return { groups: [], byId: new Map(), isKnown: false };
  const groups = answer.tag_group
    .filter(({ deleted }) => deleted !== true)
    .map(({ group_name, tag }) => ({
      name: group_name?.trim() || null,
      tags: tag
        .filter(({ deleted }) => deleted !== true)
        .map(({ id, name }): Tag => ({ id, name: name?.trim() || id, group: group_name?.trim() || null, color: null })),
    }));
  return { groups, byId: new Map(groups.flatMap(({ tags }) => tags).map((tag) => [tag.id, tag])), isKnown: true };
}

const OF_COMPANY = '1';

/** The ids of a follower's company tags; a tag that comes without an id is found by its group and name. */
export function tagIdsOf({ tags }: FollowUser, { groups }: Library): string[] {
  return tags
    .filter(({ type }) => type === OF_COMPANY)
    .flatMap(({ tag_id, group_name, tag_name }) => {
      if (tag_id !== null) return tag_id;
      const named = groups.filter(({ name }) => name === group_name).flatMap((group) => group.tags.filter(({ name }) => name === tag_name));
      return named.map(({ id }) => id);
    });
}
