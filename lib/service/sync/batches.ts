import type { Part } from '../../providers/provider';

/** How many customers are written at once, if they come soon: a block is full then, and a transaction, a state and a cursor serve several parts. */
const MOST = 400;
/** How long a part waits for the next one, in ms. A worker that is stopped meanwhile asks for it again. */
const LONGEST_HELD = 200;

/**
 * The parts of a list, those that follow each other soon as one. A part that removes customers or begins anew stays by itself. What came before a failure
 * is handed out before it is thrown. Between two parts `calm` is waited for.
 */
export async function* inBatches(parts: AsyncIterable<Part>, calm: () => Promise<void>): AsyncGenerator<Part> {
  const coming = parts[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<Part>> | null = null;
  let held: Held | null = null;
  try {
    for (;;) {
      if (!next) (next = coming.next()).catch(() => undefined); // Its failure is met where it is waited for.
      const came: IteratorResult<Part> | null = await (held ? Promise.race([next, held.over]) : next);
      if (came) next = null;
      const part = came?.done === false ? came.value : null;
      if (held && (part === null || isAlone(part))) {
        const whole = held.end();
        held = null;
        yield whole;
      }
      if (came?.done) return;
      if (part === null) continue;
      if (isAlone(part)) yield part;
      else if (held) held.add(part);
      else held = new Held(part);
      if (held?.isFull) {
        const full = held.end();
        held = null;
        yield full;
      }
      await calm();
    }
  } catch (thrown) {
    if (held) yield held.end();
    throw thrown;
  } finally {
    coming.return?.().catch(() => undefined);
  }
}

function isAlone({ removed = [], whole }: Part): boolean {
  return removed.length > 0 || whole === true;
}

/** Parts that wait for further ones. */
class Held {
  private part: Part;
  private readonly timer: ReturnType<typeof setTimeout>;
  /** Resolves once the first one has waited for long enough. */
  readonly over: Promise<null>;

  constructor(part: Part) {
    this.part = part;
    const { promise, resolve } = Promise.withResolvers<null>();
    this.over = promise;
    this.timer = setTimeout(resolve, LONGEST_HELD, null);
  }

  /** Whether nothing is to be added: there are many, or the list ends. */
  get isFull(): boolean {
    return this.part.customers.length >= MOST || this.part.cursor === null;
  }

  /** Of a customer in both, the later record counts. */
  add({ customers, ...part }: Part): void {
    const again = new Set(customers.map(({ id }) => id));
    this.part = { ...this.part, ...part, customers: [...this.part.customers.filter(({ id }) => !again.has(id)), ...customers] };
  }

  end(): Part {
    clearTimeout(this.timer);
    return this.part;
  }
}
