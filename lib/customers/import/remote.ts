import { FileFaultError, type FileFault } from '../../model/sheet/file-fault';

/** The methods that can be called in a web worker. */
type Methods = Record<string, (...asked: never[]) => unknown>;

export type Remote<T> = {
  [K in keyof T]: T[K] extends (...asked: infer A) => infer R ? (...asked: A) => Promise<Awaited<R>> : never;
};

interface Asked {
  id: number;
  name: string;
  asked: never[];
}

type Answered = { id: number } & ({ answer: unknown } | { fault: FileFault } | { failed: string });

/** In the web worker: runs the methods that the page calls, one after the other, once they are loaded. */
export function answerAsked(methods: Promise<Methods>, port: Pick<MessagePort, 'postMessage' | 'addEventListener'>): void {
  let last: Promise<unknown> = Promise.resolve();
  port.addEventListener('message', ({ data: { id, name, asked } }: MessageEvent<Asked>) => {
    last = last.then(async () => {
      try {
        port.postMessage({ id, answer: await (await methods)[name]!(...asked) } satisfies Answered);
      } catch (thrown) {
        const failed = thrown instanceof FileFaultError ? { fault: thrown.fault } : { failed: String(thrown) };
        port.postMessage({ id, ...failed } satisfies Answered);
      }
    });
  });
}

/** In the page: a proxy of a web worker's methods. `end` terminates it at once. */
export function remote<T extends object>(worker: Worker): { ask: Remote<T>; end: () => void } {
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (why: Error) => void }>();
  let id = 0;
  const endAll = (why: Error) => {
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('answer' in data) asked?.resolve(data.answer);
    else asked?.reject('fault' in data ? new FileFaultError(data.fault) : new Error(data.failed));
  });
  // The web worker was stopped for lack of memory, or its script could not be loaded.
  worker.addEventListener('error', () => endAll(new FileFaultError({ kind: 'unreadable' })));
  const ask = new Proxy({} as Remote<T>, {
    get:
      (_, name: string) =>
      (...asked: never[]) =>
        new Promise((resolve, reject) => {
          waiting.set(++id, { resolve, reject });
          worker.postMessage({ id, name, asked } satisfies Asked, []);
        }),
  });
  const end = () => {
    worker.terminate();
    endAll(new Error('ended'));
  };
  return { ask, end };
}
