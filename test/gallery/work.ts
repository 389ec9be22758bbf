import type { FollowUp } from '../../lib/model/follow-up';
import type { Friend } from '../../lib/model/friend';
import type { ChatMessage } from '../../lib/model/message';
import type { Reminder } from '../../lib/model/reminder';
import type { QuickReply } from '../../lib/model/reply';
import type { Task } from '../../lib/model/task';
import { NOW } from './people.ts';

export const followUps: FollowUp[] = [
  followUp('1', '电话沟通交期，对方接受 15 天', '2026-05-19T14:32:00+08:00', { kind: { id: '1', name: '电话' } }),
  followUp('2', '发报价单', '2026-05-18T10:00:00+08:00', { remindAt: '2026-05-20T17:00:00+08:00' }),
  followUp('3', '加为好友，发送产品手册', '2026-03-02T09:30:00+08:00', { automatic: true, by: null }),
  followUp('4', '<img src=x onerror=alert(1)>\n第二行', '2025-12-30T09:30:00+08:00', {}),
];

export const reminders: Reminder[] = [
  { id: 'r1', ref: { connection: 'main', id: 'c-1' }, customer: '张伟', text: '发报价单', at: NOW - 3_600_000, notified: true },
  { id: 'r2', ref: { connection: 'main', id: 'c-2' }, customer: '陈雨', text: '回电话，说交期', at: NOW - 86_400_000, notified: true },
  { id: 'r3', ref: { connection: 'main', id: 'c-3' }, customer: '以后', text: '还没到', at: NOW + 86_400_000, notified: false },
];

export const replies: QuickReply[] = [
  { id: 'q1', group: '问候', title: '新客户', text: '{姓名}您好，很高兴认识您！我是{负责人}。', order: 1 },
  { id: 'q2', group: '报价', title: '报价稍后', text: '{姓名}您好，报价今天{时间}前发给您，请转告{公司}的同事。', order: 2 },
  { id: 'q3', group: '问候', title: '', text: '节日快乐！', order: 3 },
  { id: 'q4', group: '', title: '<b>无分组</b>', text: '收货人、电话和地址麻烦发一下。\n我来安排。', order: 4 },
];

export const messages: ChatMessage[] = [
  message('5', '好的，周五之前给您。', '2026-05-20T10:02:00+08:00', true),
  message('4', '报价什么时候能给？', '2026-05-20T10:00:00+08:00', false),
  message('3', '', '2026-05-19T18:40:00+08:00', false),
];

export const earlierMessages: ChatMessage[] = [
  message('2', '您好，我是华盛的张伟。', '2026-05-18T09:10:00+08:00', false),
  message('1', '很高兴认识您！', null, true),
];

export const friends: Friend[] = [
  friend('f1', '大伟', '张伟', '李磊的微信'),
  friend('f2', 'Lily', null, '李磊的微信'),
  friend('f3', '<b>小王</b>', null, '王敏的微信'),
];

export const tasks: Task[] = [
  task('t1', '周明', { company: '宁波远航物流有限公司', called: true, befriended: false, wechat: 'zhouming88' }),
  task('t2', '孙丽', { address: '杭州市西湖区', called: false, befriended: null, remark: '下午再打' }),
];

function followUp(id: string, text: string, at: string, change: Partial<FollowUp>): FollowUp {
  return { id, text, at, by: { id: 'u1', name: '李磊' }, kind: null, remindAt: null, automatic: false, ...change };
}

function message(id: string, text: string, at: string | null, sent: boolean): ChatMessage {
  return { id, text, at, sent, by: sent ? null : '张伟' };
}

function friend(id: string, name: string, nickname: string | null, account: string): Friend {
  return { id, name, nickname, remark: null, account: { id: `a-${id}`, name: account, owner: null }, handle: {} };
}

function task(id: string, name: string, change: Partial<Task>): Task {
  return {
    id,
    owner: 'u1',
    name,
    phone: '13912340000',
    company: null,
    address: null,
    nickname: null,
    wechat: null,
    remark: null,
    tags: [],
    called: null,
    befriended: null,
    createdAt: '2026-05-01T09:00:00+08:00',
    updatedAt: null,
    fields: {},
    ...change,
  };
}
