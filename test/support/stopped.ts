import { AsyncLocalStorage } from 'node:async_hooks';

/** A worker from its start until the browser stops it, with the databases that it has open. */
interface Life {
  isOver: boolean;
  open: Set<IDBDatabase>;
}

const lives = new AsyncLocalStorage<Life>();

/** Lets `start` run as a worker; what is given back stops it: its databases are closed, and it neither opens nor deletes one after that. */
export function live(start: () => void): () => void {
  const life: Life = { isOver: false, open: new Set() };
  lives.run(life, start);
  return () => {
    life.isOver = true;
    for (const database of life.open) database.close();
  };
}

/** A listener that hears as a part of the worker that has added it. */
export function ofThisLife<F extends (...values: never[]) => unknown>(heard: F): F {
  return lives.getStore() ? AsyncLocalStorage.bind(heard) : heard;
}

/**
 * A browser's databases, out of reach for a worker that was stopped: its requests are never answered. The choices are not among them: the
 * workers of a test have them in one and the same module.
 */
export function withinLife(factory: IDBFactory): IDBFactory {
  const { open, deleteDatabase } = factory;
  const lifeOf = (name: string) => (name === 'kebian-choices' ? undefined : lives.getStore());
  factory.open = (...asked) => {
    const life = lifeOf(asked[0]);
    if (life?.isOver) return unanswered();
    const request = open.apply(factory, asked);
    request.addEventListener('success', () => {
      if (life?.isOver) request.result.close();
      else life?.open.add(request.result);
    });
    return request;
  };
  factory.deleteDatabase = (...asked) => (lifeOf(asked[0])?.isOver ? unanswered() : deleteDatabase.apply(factory, asked));
  return factory;
}

/** A request that the browser does not answer. */
export function unanswered(): IDBOpenDBRequest {
  return new (IDBOpenDBRequest as unknown as new () => IDBOpenDBRequest)();
}
