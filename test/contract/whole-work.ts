import * as v from 'valibot';
import type { FollowUp } from '../../lib/model/follow-up';
import type { Friend } from '../../lib/model/friend';
import type { ChatMessage } from '../../lib/model/message';
import type { Task } from '../../lib/model/task';
import { colleague, moment, nullableText, option, text } from './whole';

/** What stands beside customers: each list with what is missing or of a wrong kind in it, as place and reason. */
export interface Work {
  followUps?: FollowUp[];
  messages?: ChatMessage[];
  tasks?: Task[];
  friends?: Friend[];
  colleagues?: { id: string | null; name: string }[];
}

const wholeWork = v.strictObject({
  followUps: v.optional(
    v.array(
      v.strictObject({
        id: text,
        text: v.string(),
        at: moment,
        by: v.nullable(colleague),
        kind: v.nullable(option),
        remindAt: moment,
        automatic: v.boolean(),
      }),
    ),
  ),
  messages: v.optional(
    v.array(v.strictObject({ id: text, text: v.string(), at: moment, sent: v.nullable(v.boolean()), by: nullableText })),
  ),
  tasks: v.optional(
    v.array(
      v.strictObject({
        id: text,
        owner: nullableText,
        name: v.pipe(text, v.regex(/\S/)),
        phone: nullableText,
        company: nullableText,
        address: nullableText,
        nickname: nullableText,
        wechat: nullableText,
        remark: nullableText,
        tags: v.array(text),
        called: v.nullable(v.boolean()),
        befriended: v.nullable(v.boolean()),
        createdAt: moment,
        updatedAt: moment,
        fields: v.record(text, text),
      }),
    ),
  ),
  friends: v.optional(
    v.array(
      v.strictObject({
        id: text,
        name: v.pipe(text, v.regex(/\S/)),
        nickname: nullableText,
        remark: nullableText,
        account: v.strictObject({ id: nullableText, name: nullableText, owner: nullableText }),
        handle: v.record(v.string(), text),
      }),
    ),
  ),
  colleagues: v.optional(v.array(colleague)),
});

export function faultsOfWork(work: Work): string[] {
  const { issues = [] } = v.safeParse(wholeWork, work);
  return issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}
