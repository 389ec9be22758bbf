// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, test } from 'vitest';
import type { DraftShelf } from '../../components/drafts';
import { draftKey, type FormDraft } from '../../lib/model/draft';
import type { PanelView } from '../../lib/model/view';
import { chatPages } from '../gallery/actions';
import { customer } from '../gallery/people';
import { able, book, card, contact, edit, found, main, person } from '../gallery/views';
import { showOptions, showPanel } from './show';

/** A shelf as the worker keeps it: it outlives a page, and holds nothing that does not fit through a message. */
function shelf(): DraftShelf & { size(): number; texts(): string[] } {
  const kept = new Map<string, string>();
  return {
    read: (name) => (kept.has(draftKey(name)) ? (JSON.parse(kept.get(draftKey(name))!) as FormDraft) : null),
    write: (name, draft) => void (draft ? kept.set(draftKey(name), JSON.stringify(draft)) : kept.delete(draftKey(name))),
    size: () => kept.size,
    texts: () => [...kept.values()],
  };
}

const press = async (name: string | RegExp, role: 'button' | 'menuitem' = 'button') => {
  const target = await screen.findByRole(role, { name });
  await act(async () => void fireEvent.click(target));
};
const typeInto = (box: Element, text: string) => act(async () => void fireEvent.input(box, { target: { value: text } }));
const valueOf = (box: Element | null) => (box as HTMLInputElement | null)?.value ?? null;

const CROSSED = edit(
  { kind: 'remark', text: 'mine' },
  { base: { kind: 'remark', text: 'before' }, state: { kind: 'conflict', theirs: { kind: 'remark', text: 'theirs' } } },
);
const ZHANG = contact();
const known = person([card(found(), { connection: able, edits: [CROSSED] })], ZHANG);
const absent = person([card({ kind: 'none' })], ZHANG);
const other = (name: string) => customer({ id: `c-${name}`, name, phones: [], remark: null });
const others: Record<'known' | 'absent', PanelView> = {
  known: person([card(found({ customer: other('王芳') }), { connection: able })], contact({ id: '@next', name: '王芳' })),
  absent: person([card({ kind: 'none' })], contact({ id: '@next', name: '路人' })),
};

interface Form {
  view: PanelView;
  next: PanelView;
  open(): Promise<void>;
  box(): Element | null;
  /** It comes back by itself; the others when they are opened again. */
  byItself: boolean;
}

const within_ = (form: string, line: string | RegExp) => () => {
  const shown = screen.queryByRole('form', { name: form });
  return shown && within(shown).queryByLabelText(line);
};
const FORMS: Record<string, Form> = {
  details: { view: known, next: others.known, open: () => press('Edit details'), box: within_('Edit details', /^Company/), byItself: true },
  'a new customer': { view: absent, next: others.absent, open: () => press('Add'), box: within_('Add to 探马', /^Phone/), byItself: true },
  'a follow-up': {
    view: known,
    next: others.known,
    open: () => press('Add follow-up'),
    box: within_('Add follow-up', 'What happened'),
    byItself: true,
  },
  'a tag': {
    view: known,
    next: others.known,
    open: () => Promise.resolve(),
    box: () => screen.queryByRole('combobox', { name: 'Add tag' }),
    byItself: true,
  },
  'two texts into one': {
    view: known,
    next: others.known,
    open: () => press(/both/i),
    box: () => screen.queryByRole('textbox', { name: 'Merged remark' }),
    byItself: true,
  },
  'a search': {
    view: known,
    next: others.known,
    open: () => press('Search'),
    box: () => screen.queryByRole('searchbox'),
    byItself: false,
  },
  'a task': {
    view: known,
    next: others.known,
    async open() {
      await press('More');
      await press('Tasks', 'menuitem');
      if (!screen.queryByRole('form')) await press('Add task');
    },
    box: within_('Add task', 'Place'),
    byItself: false,
  },
  'a caller': {
    view: known,
    next: others.known,
    async open() {
      await press('More');
      await press('Calls', 'menuitem');
    },
    box: within_('Look up', 'Phone number'),
    byItself: false,
  },
};

const TYPED = '张';

describe.each(Object.entries(FORMS))('%s', (name, { view, next, open, box, byItself }) => {
  const begin = async (drafts = shelf()) => {
    const shown = showPanel(view, { connections: [able], drafts });
    await open();
    await waitFor(() => expect(box()).not.toBeNull());
    await typeInto(box()!, TYPED);
    return { drafts, ...shown };
  };
  const isBack = async () => {
    if (!byItself) await open();
    await waitFor(() => expect(valueOf(box())).toBe(TYPED));
  };

  test('half typed is there again after another chat, in which it is not shown', async () => {
    const { update } = await begin();
    update({ view: next });
    // Tasks and callers have nothing to do with the chat.
    if (name === 'a search') await open();
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(byItself || name === 'a search' ? valueOf(box()) : null).not.toBe(TYPED);
    update({ view });
    await isBack();
  });

  test('half typed is there again after the page was left and after it is loaded again', async () => {
    const { update, drafts } = await begin();
    update({ view: { kind: 'elsewhere' } });
    update({ view });
    await isBack();
    cleanup();
    showPanel(view, { connections: [able], drafts });
    await isBack();
  });

  test('half typed is there again after the contact was renamed', async () => {
    const { update } = await begin();
    update({ view: { ...view, contact: { ...ZHANG, name: '张伟-已成交' } } as PanelView });
    await isBack();
  });
});

test.each(Object.entries(FORMS).filter(([name]) => name !== 'a caller'))('%s given up is gone', async (_, { view, open, box }) => {
  const drafts = shelf();
  showPanel(view, { connections: [able], drafts });
  await open();
  await waitFor(() => expect(box()).not.toBeNull());
  const last = box()!;
  await typeInto(last, TYPED);
  expect(drafts.size()).toBe(1);
  fireEvent.keyDown(last, { key: 'Escape' });
  // What was typed into a box with a list goes with the second one.
  if (last.isConnected) fireEvent.keyDown(last, { key: 'Escape' });
  await waitFor(() => expect(drafts.size()).toBe(0));
});

test('what is half typed stays while a contact whose page has no ids of its own is open, and is not shown for their namesake', async () => {
  const nameless = person([card({ kind: 'none' })], contact({ site: 'mpkf', id: '微信用户', name: '微信用户' }));
  const drafts = shelf();
  const { update } = showPanel(nameless, { connections: [able], drafts });
  await press('Add');
  await typeInto(within_('Add to 探马', /^Phone/)()!, TYPED);
  update({ view: nameless });
  expect(valueOf(within_('Add to 探马', /^Phone/)())).toBe(TYPED);
  update({ view: others.known });
  update({ view: nameless });
  expect(screen.queryByRole('form')).toBeNull();
  expect(drafts.size()).toBe(0);
});

test('what was sent is gone from the form', async () => {
  const drafts = shelf();
  showPanel(person([card(found(), { connection: book })]), { connections: [book], drafts });
  await press('Edit details');
  await typeInto(within_('Edit details', /^Company/)()!, '新华盛');
  expect(drafts.size()).toBe(1);
  await press('Save');
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
  expect(drafts.size()).toBe(0);
});

test('a form that says what it said at the start is not half typed', async () => {
  const drafts = shelf();
  showPanel(known, { connections: [able], drafts });
  await press('Edit details');
  const company = within_('Edit details', /^Company/)()!;
  const before = valueOf(company)!;
  await typeInto(company, `${before}x`);
  await typeInto(company, before);
  expect(drafts.size()).toBe(0);
});

describe('in the settings', () => {
  test('a half typed name of a connection is there again when the page is loaded again', async () => {
    const drafts = shelf();
    showOptions([main], {}, { drafts });
    await press('Rename 探马');
    await typeInto(screen.getByLabelText('New name for 探马'), '新名');
    cleanup();
    showOptions([main], {}, { drafts });
    expect(valueOf(screen.getByLabelText('New name for 探马'))).toBe('新名');
    fireEvent.keyDown(screen.getByLabelText('New name for 探马'), { key: 'Escape' });
    expect(drafts.size()).toBe(0);
  });

  test('so is the address of a page that is to be taught', async () => {
    const drafts = shelf();
    expect(chatPages.length).toBeGreaterThan(0);
    showOptions([main], {}, { drafts });
    await press('Teach a page');
    await typeInto(screen.getByLabelText('Address of the page'), 'https://chat.exa');
    cleanup();
    showOptions([main], {}, { drafts });
    expect(valueOf(screen.getByLabelText('Address of the page'))).toBe('https://chat.exa');
  });

  describe('the form of a new connection', () => {
    const LINES = ['Name of the connection', 'API', 'appId', 'appKey'];
    const typed = () => LINES.map((label) => valueOf(screen.getByLabelText(label)));
    const half = async (drafts: DraftShelf) => {
      cleanup();
      const actions = showOptions([], {}, { drafts });
      await press('Connect a CRM');
      await press('Tanma SCRM');
      return actions;
    };
    const begin = async () => {
      const drafts = shelf();
      await half(drafts);
      for (const [at, text] of ['华南探马', 'https://south.example.com', 'ww1_a', 's3cret-key'].entries())
        await typeInto(screen.getByLabelText(LINES[at]!), text);
      return drafts;
    };

    test('is there again when the page is loaded again, but for its secrets', async () => {
      const drafts = await begin();
      expect(drafts.texts().join()).not.toContain('s3cret');
      const actions = await half(drafts);
      expect(typed()).toEqual(['华南探马', 'https://south.example.com', 'ww1_a', '']);
      await typeInto(screen.getByLabelText('appKey'), 'again');
      await press('Save');
      expect(actions.save).toHaveBeenCalledExactlyOnceWith({
        id: null,
        provider: 'tanma',
        name: '华南探马',
        values: { baseUrl: 'https://south.example.com', appId: 'ww1_a', appKey: 'again', qwUserId: '' },
      });
      expect(drafts.size()).toBe(0);
    });

    test('is not, once it was given up', async () => {
      const drafts = await begin();
      await press('Cancel');
      await half(drafts);
      expect(typed()).toEqual(['Tanma SCRM', 'https://crm.example.com', '', '']);
    });
  });
});
