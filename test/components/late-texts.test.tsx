// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

afterEach(cleanup);
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
