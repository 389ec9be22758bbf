/** Ports between an own page and a chat page, as the browser creates them: every action reaches the other end a little later. */
export function fakePorts() {
  const accepting = new Set<(port: FakePort) => void>();
  const onConnect = {
    addListener: (accept: (port: FakePort) => void) => void accepting.add(accept),
    removeListener: (accept: (port: FakePort) => void) => void accepting.delete(accept),
  };
  return {
    onConnect,
    connect: (_tab: number, { name = '' }: { name?: string } = {}, sender?: object): FakePort => {
      const [here, there] = [new FakePort(name), new FakePort(name, sender)];
      [here.other, there.other] = [there, here];
      queueMicrotask(() => {
        for (const accept of accepting) accept(there);
        if (!there.taken) there.disconnect();
      });
      return here;
    },
  };
}

class FakePort {
  other: FakePort | null = null;
  private heard = new Set<(message: unknown) => void>();
  private left = new Set<() => void>();
  onMessage = { addListener: (listener: (message: unknown) => void) => void this.heard.add(listener) };
  onDisconnect = { addListener: (listener: () => void) => void this.left.add(listener) };

  readonly name: string;
  readonly sender: object | undefined;

  constructor(name: string, sender?: object) {
    this.name = name;
    this.sender = sender;
  }

  /** Whether this end has a listener. */
  get taken(): boolean {
    return this.heard.size + this.left.size > 0;
  }

  postMessage(message: unknown): void {
    if (!this.other) throw new Error('Attempting to use a disconnected port object');
    const [{ heard }, copy] = [this.other, structuredClone(message)];
    queueMicrotask(() => heard.forEach((listener) => listener(copy)));
  }

  disconnect(): void {
    const other = this.other;
    this.other = null;
    if (!other) return;
    other.other = null;
    queueMicrotask(() => other.left.forEach((listener) => listener()));
  }
}
