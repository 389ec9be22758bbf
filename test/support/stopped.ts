import { AsyncLocalStorage } from 'node:async_hooks';

/** A worker from its start until the browser stops it, with the databases that it has open. */
interface Life {
  isOver: boolean;
  open: Set<IDBDatabase>;
}

const lives = new AsyncLocalStorage<Life>();

/** Runs `start` as a worker; the returned function stops it: its databases are closed, and it cannot open or delete one after that. */
export function live(start: () => void): () => void {
  const life: Life = { isOver: false, open: new Set() };
  lives.run(life, start);
  return () => {
    life.isOver = true;
    for (const database of life.open) database.close();
  };
}

/** A listener that runs as part of the worker that has added it. */
export function ofThisLife<F extends (...values: never[]) => unknown>(heard: F): F {
  return lives.getStore() ? AsyncLocalStorage.bind(heard) : heard;
}

/**
 * A browser's databases, unreachable for a stopped worker, whose requests are never answered. The choices are not included: all workers of a
 * test share the module that has them.
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

/** A request that the browser never answers. */
export function unanswered(): IDBOpenDBRequest {
  return new (IDBOpenDBRequest as unknown as new () => IDBOpenDBRequest)();
}
