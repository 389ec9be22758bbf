import * as v from 'valibot';
import { later } from '../model/later';
import { short, text } from './chat-checks';
import { listOf, recordOf } from './shapes';

const maybe = v.nullable(v.boolean());
const maybeText = v.nullable(text);
export const task = later(() =>
  v.strictObject({
    id: short,
    owner: maybeText,
    name: text,
    phone: maybeText,
    company: maybeText,
    address: maybeText,
    nickname: maybeText,
    wechat: maybeText,
    remark: maybeText,
    tags: listOf(text),
    called: maybe,
    befriended: maybe,
    createdAt: maybeText,
    updatedAt: maybeText,
    fields: recordOf(text),
  }),
);
export const newTask = later(() =>
  v.strictObject({
    name: short,
    phone: short,
    place: short,
    address: text,
    nickname: short,
    wechat: short,
    company: short,
    tags: text,
    fields: recordOf(text),
  }),
);
export const taskFilter = later(() => v.strictObject({ name: short, company: short, wechat: short, called: maybe, befriended: maybe }));
