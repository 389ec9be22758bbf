// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DraftShelf } from '../../components/drafts';
import { draftKey, type FormDraft } from '../../lib/model/draft';
import type { Problem } from '../../lib/model/problem';
import { customer } from '../gallery/people';
import { card, contact, edit, found, person } from '../gallery/views';
import { showPanel } from './show';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const zhang = customer({ remark: 'first' });
const view = (remark: string) => person([card(found({ customer: { ...zhang, remark } }))]);
const ref = { connection: 'main', id: 'c-1' };
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Remark' });
const type = (text: string) => fireEvent.input(box(), { target: { value: text } });
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

test('the remark is saved once, 800 ms after the last key', async () => {
  const { actions } = showPanel(view('first'));
  type('second');
  await pass(700);
  type('second and');
  await pass(799);
  expect(actions.submit).not.toHaveBeenCalled();
  await pass(1);
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'remark', text: 'second and' });
});

test('the remark is saved at once when the box loses the focus', () => {
  const { actions } = showPanel(view('first'));
  type('second');
  fireEvent.blur(box());
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'remark', text: 'second' });
});

test('what is being typed stays when the customer is renewed underneath', () => {
  const { update } = showPanel(view('first'));
  type('second');
  update({ view: view('from a colleague') });
  expect(box().value).toBe('second');
});

test('a renewed remark is shown when nothing unsaved was typed', () => {
  const { update } = showPanel(view('first'));
  update({ view: view('from a colleague') });
  expect(box().value).toBe('from a colleague');
});

test('text goes to the customer it was typed for, and never on to the next contact', () => {
  const { actions, update } = showPanel(view('first'));
  type('about Zhang');
  const next = customer({ id: 'c-2', name: '王芳', remark: 'about Wang' });
  update({ view: person([card(found({ customer: next }))], contact({ id: '@next', name: '王芳' })) });
  expect(box().value).toBe('about Wang');
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'remark', text: 'about Zhang' });
});

test('a half-composed syllable is not saved', async () => {
  const { actions } = showPanel(view(''));
  fireEvent.compositionStart(box());
  type('ni');
  await pass(2000);
  expect(actions.submit).not.toHaveBeenCalled();
  type('你');
  fireEvent.compositionEnd(box());
  await pass(800);
  expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'remark', text: '你' });
});

test('an edit that is gone without having been accepted is said to be saved nowhere', async () => {
  const onItsWay = edit({ kind: 'remark', text: 'second' });
  const shown = { ...zhang, remark: 'first' };
  const outbox = [{ edit: onItsWay, customer: '张伟' }];
  const waiting = person([card(found({ customer: shown }), { edits: [onItsWay] })]);
  for (const accepted of [false, true]) {
    const { update, unmount } = showPanel(view('first'), {}, () => accepted);
    type('second');
    fireEvent.blur(box());
    await pass(0);
    update({ view: waiting, outbox });
    await pass(0);
    update({ view: view('first'), outbox: [] });
    await pass(1_000);
    expect(screen.queryAllByText(/^Saved/).length > 0).toBe(accepted);
    expect(screen.getAllByRole('status').some(({ textContent }) => textContent?.startsWith('Saved'))).toBe(accepted);
    unmount();
  }
});

test('it says Saving, Waiting to send and Saved as the edit goes its way', async () => {
  const { update } = showPanel(view('first'));
  type('second');
  fireEvent.blur(box());
  await pass(0);
  expect(screen.getByText('Saving')).toBeDefined();
  const onItsWay = edit({ kind: 'remark', text: 'second' });
  update({ view: person([card(found({ customer: { ...zhang, remark: 'second' } }), { edits: [onItsWay] })]) });
  expect(screen.getByText('Waiting to send')).toBeDefined();
  update({ view: view('second') });
  expect(screen.getByText('Saved')).toBeDefined();
});

test('a refused remark says why, and can be retried or discarded', () => {
  const refused = edit({ kind: 'remark', text: 'x' }, { state: { kind: 'rejected', problem: { kind: 'refused', message: 'too long' } } });
  const { actions } = showPanel(person([card(found(), { edits: [refused] })]));
  expect(screen.getByText('Not accepted: The CRM refused: too long')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(actions.retry).toHaveBeenCalledExactlyOnceWith(refused.id);
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect(actions.discard).toHaveBeenCalledExactlyOnceWith(refused.id);
});

test('a remark that cannot even be written down is not lost', async () => {
  const { actions } = showPanel(view('first'), {});
  vi.mocked(actions.submit).mockResolvedValueOnce({ kind: 'storage-full' });
  type('second');
  fireEvent.blur(box());
  await pass(0);
  expect(box().value).toBe('second');
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
  expect(actions.submit).toHaveBeenLastCalledWith(ref, { kind: 'remark', text: 'second' });
});

describe('a remark that could not be stored', () => {
  /** As the panel does it: the text is shown as the value until the worker has refused it. */
  async function refused() {
    const kept = new Map<string, FormDraft>();
    const drafts: DraftShelf = {
      read: (name) => kept.get(draftKey(name)) ?? null,
      write: (name, draft) => void (draft ? kept.set(draftKey(name), draft) : kept.delete(draftKey(name))),
    };
    const shown = showPanel(view('first'), { drafts });
    const answer = Promise.withResolvers<Problem>();
    vi.mocked(shown.actions.submit).mockReturnValueOnce(answer.promise);
    type('second');
    fireEvent.blur(box());
    shown.update({ view: view('second') });
    shown.update({ view: view('first') });
    answer.resolve({ kind: 'storage-full' });
    await pass(0);
    return { ...shown, kept };
  }

  test('stays in its box', async () => {
    await refused();
    expect(box().value).toBe('second');
    expect(screen.getByText(/The storage on this computer is full/)).toBeDefined();
  });

  test('is saved when its customer is shown again, over the value that the person saw', async () => {
    const { actions, update, kept } = await refused();
    // Tried once more when it is left.
    vi.mocked(actions.submit).mockResolvedValueOnce({ kind: 'storage-full' });
    update({
      view: person(
        [card(found({ customer: customer({ id: 'c-2', name: '王芳', remark: 'about Wang' }) }))],
        contact({ id: '@next', name: '王芳' }),
      ),
    });
    await pass(0);
    expect(box().value).toBe('about Wang');
    vi.mocked(actions.submit).mockClear();
    update({ view: view('from a colleague') });
    await pass(0);
    expect(box().value).toBe('second');
    expect(actions.submit).toHaveBeenCalledExactlyOnceWith(ref, { kind: 'remark', text: 'second' }, { kind: 'remark', text: 'first' });
    expect(kept.size).toBe(0);
  });

  test('shows the value again once it was given up, and is kept no longer', async () => {
    const { kept } = await refused();
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(box().value).toBe('first');
    expect(kept.size).toBe(0);
  });

  test('is kept no longer when it was saved by another attempt', async () => {
    const { kept, update } = await refused();
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await pass(0);
    update({ view: view('second') });
    expect(box().value).toBe('second');
    expect(kept.size).toBe(0);
  });
});
