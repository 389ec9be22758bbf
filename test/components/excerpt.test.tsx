// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { contactKey } from '../../lib/model/contact';
import { customer } from '../gallery/people';
import { able, book, card, connection, contact, found, person } from '../gallery/views';
import { showPanel } from './show';

const BLOCK = '收货人：李海棠 电话：13600136001 地址：成都市武侯区天府大道 1700 号，邮箱 haitang@example.com';
const key = contactKey(contact());
const wanted = (text = BLOCK) => ({ wanted: { kind: 'excerpt', text, at: 5, of: key } as const });

describe('a part of the chat, taken over from the menu', () => {
  test('is shown with what it says, and nothing of it is written before the person does so', async () => {
    const { actions } = showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted() });
    await screen.findByText(BLOCK);
    expect(box('Phone').value).toBe('13600136001');
    expect(box('Address').value).toBe('成都市武侯区天府大道 1700 号');
    expect(actions.takeWanted).toHaveBeenCalledWith(5);
    expect(actions.submit).not.toHaveBeenCalled();
  });

  test('is ticked where its place is empty; what would replace something is left to the person', async () => {
    showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted() });
    await screen.findByText(BLOCK);
    expect(tick('Phone').checked).toBe(true);
    expect(tick('Name').checked).toBe(false);
    expect(screen.getByText(`Replaces: ${customer().name}`)).toBeDefined();
  });

  test('goes where the record has a place for it, and into the remark where it has none, in as few edits as there can be', async () => {
    const { actions } = showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted() });
    await screen.findByText(BLOCK);
    fireEvent.click(screen.getByRole('button', { name: 'Write' }));
    await expect.poll(() => vi.mocked(actions.submit).mock.calls.length).toBe(2);
    const before = customer();
    expect(vi.mocked(actions.submit).mock.calls.map(([, change]) => change)).toEqual([
      { kind: 'details', details: { phones: [...before.phones.map(({ number }) => number), '13600136001'] } },
      {
        kind: 'remark',
        text: `${before.remark}\nAddress: 成都市武侯区天府大道 1700 号\nE-mail: haitang@example.com`,
      },
    ]);
    await expect.poll(() => screen.queryByText(BLOCK)).toBeNull();
  });

  test('shows a long address whole, in as many lines as it needs, and Enter there writes all the same', async () => {
    const { actions } = showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted() });
    await screen.findByText(BLOCK);
    const address = screen.getByLabelText<HTMLTextAreaElement>('Address', { selector: 'textarea' });
    fireEvent.keyDown(address, { key: 'Enter' });
    await expect.poll(() => vi.mocked(actions.submit).mock.calls.length).toBe(2);
  });

  test('about two people offers nothing before the person has said whom it is for, or that it is one', async () => {
    const two = '王芳 13600136001 杭州市文三路1号\n李雷 13900139000 上海市世纪大道2号';
    showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted(two) });
    const whom = await screen.findByRole<HTMLSelectElement>('combobox', { name: /^This text seems to be about 2 people/ });
    expect([...whom.options].map(({ text }) => text)).toEqual(['Choose', '1. 王芳', '2. 李雷', 'All of it is one person']);
    expect(screen.queryByRole('button', { name: 'Write' })).toBeNull();
    fireEvent.change(whom, { target: { value: '1' } });
    await expect.poll(() => box('Phone').value).toBe('13900139000');
    expect(box('Address').value).toBe('上海市世纪大道2号');
    fireEvent.change(whom, { target: { value: 'all' } });
    await expect.poll(() => screen.getAllByRole('textbox', { name: 'Phone' }).length).toBe(2);
  });

  test('as a whole it becomes a follow-up or a line of the remark', async () => {
    const { actions } = showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted('周五来看样品') });
    const whole = await screen.findByLabelText<HTMLSelectElement>('The whole text');
    expect(whole.value).toBe('remark');
    fireEvent.change(whole, { target: { value: 'follow-up' } });
    fireEvent.click(screen.getByRole('button', { name: 'Write' }));
    await expect.poll(() => vi.mocked(actions.submit).mock.calls.length).toBe(1);
    expect(vi.mocked(actions.submit).mock.calls[0]![1]).toMatchObject({
      kind: 'follow-up',
      followUp: { text: '周五来看样品', remindAt: null },
    });
  });

  test('that cannot be written stays, with what is in the way', async () => {
    const problem = { kind: 'storage-full' } as const;
    const { actions } = showPanel(person([card(found(), { connection: able })]), { connections: [able], ...wanted('周五来看样品') });
    vi.mocked(actions.submit).mockResolvedValue(problem);
    fireEvent.click(await screen.findByRole('button', { name: 'Write' }));
    await screen.findByText(/full/i);
    expect(screen.getByText('周五来看样品')).toBeDefined();
  });

  test('waits while another chat is open, and offers nothing there', async () => {
    const view = person([card(found(), { connection: able })]);
    const { update } = showPanel({ ...view, contact: { ...contact(), id: '@other', name: '别人' } } as typeof view, {
      connections: [able],
      ...wanted(),
    });
    await screen.findByText('This text is from another chat. Go back to that chat to add it.');
    expect(screen.queryByRole('button', { name: 'Write' })).toBeNull();
    update({ view });
    await screen.findByRole('button', { name: 'Write' });
  });

  test('begins a new customer where nobody is known', async () => {
    showPanel(person([card({ kind: 'none' }, { connection: book })]), { connections: [book], ...wanted() });
    const form = within(await screen.findByRole('form'));
    expect(form.getByLabelText<HTMLInputElement>('Name').value).toBe('李海棠');
    expect(form.getByLabelText<HTMLInputElement>(/^Phone/).value).toBe('13600136001');
    expect(form.getByLabelText<HTMLTextAreaElement>(/^Remark/).value).toContain('haitang@example.com');
  });

  test('a number that the record has already is not offered again, and one beside numbers that are hidden goes into the remark', async () => {
    const hidden = customer({ phones: [{ label: null, number: '136****6001', hidden: true }] });
    const had = customer({ phones: [{ label: null, number: '+86 136 0013 6001', hidden: false }] });
    const { update } = showPanel(person([card(found({ customer: had }), { connection: able })]), {
      connections: [able],
      ...wanted('13600136001'),
    });
    await screen.findByLabelText('The whole text');
    expect(screen.queryByLabelText('Phone')).toBeNull();
    update({
      view: person([card(found({ customer: hidden }), { connection: able })]),
      wanted: { kind: 'excerpt', text: '13600136001', at: 6, of: key },
    });
    await screen.findByLabelText('Phone');
    expect(screen.getByText('There is no field for it: it goes into the remark')).toBeDefined();
  });

  test('of two pieces for one place the first is written there, and the second goes into the remark, as is said before', async () => {
    const { actions } = showPanel(person([card(found({ customer: customer({ company: null, remark: 'VIP' }) }), { connection: able })]), {
      connections: [able],
      ...wanted('公司：成都海棠贸易有限公司 公司：成都海棠物流有限公司'),
    });
    await screen.findByText('There is no field for it: it goes into the remark');
    fireEvent.click(screen.getByRole('button', { name: 'Write' }));
    await expect
      .poll(() => vi.mocked(actions.submit).mock.calls.map(([, change]) => change))
      .toEqual([
        { kind: 'details', details: { company: '成都海棠贸易有限公司' } },
        { kind: 'remark', text: 'VIP\nCompany: 成都海棠物流有限公司' },
      ]);
  });

  describe('where a CRM keeps one number of a customer', () => {
    const console = connection({ can: { ...able.can, mostPhones: 1 } });
    const written = async (before: ReturnType<typeof customer>, text: string) => {
      const { actions } = showPanel(person([card(found({ customer: before }), { connection: console })]), {
        connections: [console],
        ...wanted(text),
      });
      fireEvent.click(await screen.findByRole('button', { name: 'Write' }));
      await expect.poll(() => screen.queryByRole('button', { name: 'Write' })).toBeNull();
      return vi.mocked(actions.submit).mock.calls.map(([, change]) => change);
    };

    test('a second one goes into the remark, as is said before', async () => {
      const before = customer({ phones: [{ label: null, number: '13800001111', hidden: false }], remark: 'VIP' });
      const { unmount } = showPanel(person([card(found({ customer: before }), { connection: console })]), {
        connections: [console],
        ...wanted('13600136001'),
      });
      await screen.findByText('There is no field for it: it goes into the remark');
      unmount();
      expect(await written(before, '13600136001')).toEqual([{ kind: 'remark', text: 'VIP\nPhone: 13600136001' }]);
    });

    test('of two for a customer without one, the second says before that it goes into the remark, whichever is written as the number', async () => {
      showPanel(person([card(found({ customer: customer({ phones: [] }) }), { connection: console })]), {
        connections: [console],
        ...wanted('13600136001 13600136002'),
      });
      await screen.findByLabelText('The whole text');
      const hints = () =>
        screen.getAllByLabelText<HTMLInputElement>('Phone').map((line) => line.parentElement!.textContent.includes('goes into the remark'));
      const ticks = screen.getAllByLabelText<HTMLInputElement>('Write: Phone');
      expect(ticks.map(({ checked }) => checked)).toEqual([true, true]);
      expect(hints()).toEqual([false, true]);
      fireEvent.click(ticks[0]!);
      await expect.poll(hints).toEqual([false, false]);
    });

    test('and where it keeps no remark either, the second cannot be ticked before the first is unticked', async () => {
      const bare = connection({ can: { ...able.can, mostPhones: 1, changes: ['details'] } });
      showPanel(person([card(found({ customer: customer({ phones: [] }) }), { connection: bare })]), {
        connections: [bare],
        ...wanted('13600136001 13600136002'),
      });
      await screen.findByRole('button', { name: 'Write' });
      // The second is left out: there is no place for it from the beginning.
      expect(screen.getAllByLabelText('Write: Phone')).toHaveLength(1);
    });

    test('the first of two becomes it where there is none, and the second goes into the remark', async () => {
      expect(await written(customer({ phones: [], remark: 'VIP' }), '13600136001 13600136002')).toEqual([
        { kind: 'details', details: { phones: ['13600136001'] } },
        { kind: 'remark', text: 'VIP\nPhone: 13600136002' },
      ]);
    });
  });
});

function box(label: string): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(label);
}

function tick(label: string): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>('checkbox', { name: `Write: ${label}` });
}
