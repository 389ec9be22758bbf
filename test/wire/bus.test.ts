import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ChatState } from '../../lib/model/contact';
import { call } from '../../lib/wire/bus';
import type { CallMessage } from '../../lib/wire/protocol';
import { contactOf } from '../service/worker';

type Answering = (message: CallMessage) => Promise<unknown>;
let worker: Answering;
const sendMessage = fakeBrowser.runtime.sendMessage;
beforeEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage: (message: CallMessage) => worker(message) }));
afterEach(() => void Object.assign(fakeBrowser.runtime, { sendMessage }));

const chat = (name: string): ChatState => ({ kind: 'chat', contact: contactOf(name) });
const closed = () => Promise.reject(new Error('The message port closed before a response was received.'));

test('a call whose worker was stopped is made once more', async () => {
  worker = vi.fn<Answering>().mockImplementationOnce(closed).mockResolvedValueOnce({ answer: 'id' });
  expect(await call('retry', { edit: 'e' })).toBe('id');
});

test('a call that nobody answers, however often it is made again, fails as a Problem', async () => {
  vi.useFakeTimers();
  worker = vi.fn<Answering>().mockResolvedValue(undefined);
  const failed = call('retry', { edit: 'e' }).catch((thrown: unknown) => thrown);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await failed).toMatchObject({ problem: { kind: 'unexpected', where: 'bus' } });
  expect(worker).toHaveBeenCalledTimes(10);
  vi.useRealTimers();
});

test('a call that the browser refuses, however often it is made again, fails as a Problem', async () => {
  vi.useFakeTimers();
  worker = closed;
  const failed = call('retry', { edit: 'e' }).catch((thrown: unknown) => thrown);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await failed).toMatchObject({ problem: { kind: 'unexpected', where: 'bus' } });
  vi.useRealTimers();
});

test('what stands in the way comes as the Problem that the worker told, and is not asked again', async () => {
  worker = vi.fn<Answering>().mockResolvedValue({ problem: { kind: 'forbidden' } });
  await expect(call('retry', { edit: 'e' })).rejects.toMatchObject({ problem: { kind: 'forbidden' } });
  expect(worker).toHaveBeenCalledTimes(1);
});

test('calls that were closed together are not made again together', async () => {
  vi.useFakeTimers();
  const made: number[] = [];
  worker = () => {
    made.push(Date.now());
    return Promise.reject(new Error('closed'));
  };
  const calls = Array.from({ length: 4 }, (_, edit) => call('retry', { edit: `${edit}` }).catch(() => undefined));
  await vi.advanceTimersByTimeAsync(30_000);
  await Promise.all(calls);
  expect(new Set(made.slice(-4)).size).toBeGreaterThan(1);
  vi.useRealTimers();
});

test('what a chat page showed before is not told again after what it shows now', async () => {
  const said: string[] = [];
  let stop = (_: Error) => {};
  worker = ({ ask }) => {
    const { contact } = ask as Extract<ChatState, { kind: 'chat' }>;
    said.push(contact.name);
    return said.length === 1 ? new Promise((_, reject) => (stop = reject)) : Promise.resolve({ answer: { contact: contact.name } });
  };
  const first = call('chatChanged', chat('王芳'));
  expect(await call('chatChanged', chat('陈雨'))).toMatchObject({ contact: '陈雨' });
  stop(new Error('stopped'));
  await expect(first).rejects.toMatchObject({ problem: { kind: 'unexpected' } });
  expect(said).toEqual(['王芳', '陈雨']);
});

test('what a chat page showed is not told again once Kebian has left it', async () => {
  vi.useFakeTimers();
  worker = vi.fn<Answering>().mockImplementation(closed);
  const left = new AbortController();
  const told = call('chatChanged', chat('张伟'), left.signal).catch((thrown: unknown) => thrown);
  await vi.advanceTimersByTimeAsync(500);
  const before = vi.mocked(worker).mock.calls.length;
  left.abort();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await told).toMatchObject({ problem: { kind: 'unexpected' } });
  expect(before).toBeGreaterThan(1);
  expect(worker).toHaveBeenCalledTimes(before);
  vi.useRealTimers();
});

test('what a chat page shows is told until it is answered, as long as it shows it', async () => {
  vi.useFakeTimers();
  worker = vi.fn<Answering>().mockImplementation(closed);
  const told = call('chatChanged', chat('李雷'));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(vi.mocked(worker).mock.calls.length).toBeGreaterThan(5);
  worker = vi.fn<Answering>().mockResolvedValue({ answer: { contact: '李雷' } });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await told).toMatchObject({ contact: '李雷' });
  vi.useRealTimers();
});
