import { TAGS } from '../../people.ts';
import { inventedText, LETTERS } from '../chance.ts';

/** The company's members who may have customers, by their userids. */
export const MEMBERS: Record<string, string> = { 李磊: 'LiLei', 王敏: 'WangMin', 张磊: 'ZhangLei' };

const HALF = Math.ceil(TAGS.length / 2);

interface Group {
  id: string;
  name: string;
  tags: { id: string; name: string }[];
}

export const GROUPS: Group[] = [
  { id: idOf('group 1'), name: '客户意向', tags: TAGS.slice(0, HALF).map(tagOf) },
  { id: idOf('group 2'), name: '客户类型', tags: TAGS.slice(HALF).map(tagOf) },
];

const ALL = GROUPS.flatMap((group) => group.tags.map((tag) => ({ ...tag, group: group.name })));

export function tagById(id: string) {
  return ALL.find((tag) => tag.id === id) ?? null;
}

export function tagByName(name: string) {
  return ALL.find((tag) => tag.name === name) ?? null;
}

function tagOf(name: string) {
  return { id: idOf(`tag ${name}`), name };
}

function idOf(name: string): string {
  return `et${inventedText(name, 30, LETTERS)}`;
}
