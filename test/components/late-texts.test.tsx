// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

afterEach(() => {
  cleanup();
  vi.doUnmock('../../locales/rest/zh_CN');
});
// The texts of every language are loaded before each file's tests; a page begins without.
beforeEach(() => vi.resetModules());

test('the panel shows its first texts at once, and those of a problem as soon as they are there', async () => {
  const { TextsProvider } = await import('../../components/texts');
  const { ClockProvider } = await import('../../components/clock');
  const { ProblemNote } = await import('../../components/note');
  const page = render(
    <TextsProvider language="zh_CN">
      <ClockProvider now={() => 0}>
        <ProblemNote problem={{ kind: 'timed-out', seconds: 20 }} onRetry={() => undefined} />
      </ClockProvider>
    </TextsProvider>,
  );
  expect(page.container.textContent).toBe('重试');
  await vi.waitFor(() => expect(page.container.textContent).toContain('CRM 在 20 秒内没有回答。'));
});

test('a page of another language shows nothing before it has the first texts of it', async () => {
  const { TextsProvider, useTexts } = await import('../../components/texts');
  const Words = () => {
    const { t } = useTexts();
    return <p>{`${t('common.retry')}: ${t('problem.offline')}`}</p>;
  };
  const page = render(<TextsProvider language="en" children={<Words />} />);
  expect(page.container.textContent).toBe('');
  await vi.waitFor(() => expect(page.container.textContent).toBe('Retry: This computer is offline. Kebian goes on by itself.'));
});

test('a menu that was opened before its texts were there gets them, stays, and keeps the keyboard where it is', async () => {
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  vi.doMock('../../locales/rest/zh_CN', async (itself) => {
    await late;
    return itself();
  });
  const { TextsProvider } = await import('../../components/texts');
  const { MoreMenu } = await import('../../components/panel/more-menu');
  const page = render(
    <TextsProvider language="zh_CN">
      <MoreMenu connections={[]} onGo={() => undefined} onCustomers={() => undefined} />
    </TextsProvider>,
  );
  fireEvent.click(page.getByRole('button', { name: '更多' }));
  const first = await vi.waitFor(() => {
    const [item] = page.getAllByRole('menuitem');
    expect(document.activeElement).toBe(item);
    return item!;
  });
  expect(first.textContent).toBe('');
  come();
  await vi.waitFor(() => expect(page.getByRole('menu').textContent).toContain('全部客户'));
  expect(document.activeElement).toBe(first);
  expect(first.textContent).toBe('今天');
});
