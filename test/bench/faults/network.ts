import type { Stage } from '../../support/stage.ts';

/**
 * Disables the network for every running part of the extension, as the browser's own tools do; returns a function that enables it. Only the
 * session that has disabled it can enable it.
 */
export async function cutNetwork({ browser }: Stage): Promise<() => Promise<void>> {
  const connection = await browser.connect();
  const session = await connection.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const own = targetInfos.filter(({ url }) => url.startsWith(`chrome-extension://${browser.extensionId}/`));
  const parts = await Promise.all(own.map(({ targetId }) => session.send('Target.attachToTarget', { targetId, flatten: false })));
  const set = async (offline: boolean) => {
    for (const { sessionId } of parts) {
      const ask = (id: number, method: string, params = {}) =>
        session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
      await ask(1, 'Network.enable');
      await ask(2, 'Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    }
  };
  await set(true);
  return () => set(false);
}
