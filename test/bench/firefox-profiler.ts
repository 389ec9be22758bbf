/** The names from the browser's own window that are used here, in which these functions run. */
interface BrowserScope {
  Services: {
    profiler: {
      StartProfiler(entries: number, intervalMs: number, features: string[], threads: string[]): Promise<void>;
      StopProfiler(): Promise<void>;
      getProfileDataAsync(): Promise<{ processes: (Profile | string)[] }>;
    };
    obs: { notifyObservers(subject: null, topic: string): void };
  };
  Cc: Record<string, { getService(of: unknown): MemoryReporters }>;
  Ci: Record<string, unknown>;
}
interface MemoryReporters {
  getReports(
    heard: (process: string, path: string, kind: number, units: number, amount: number) => void,
    data: null,
    done: () => void,
    doneData: null,
    anonymize: boolean,
  ): void;
}
interface Table {
  schema: Record<string, number>;
  data: unknown[][];
}
interface Profile {
  meta: { sampleUnits?: { threadCPUDelta?: string } };
  threads: { name: string; pid: number; samples: Table; stackTable: Table; frameTable: Table; stringTable: string[] }[];
}

/** Without native stacks, which would cost more than what is measured. */
export async function startProfiler(): Promise<void> {
  const { Services } = globalThis as unknown as BrowserScope;
  await Services.profiler.StartProfiler(2 ** 24, 0.5, ['js', 'cpu'], ['GeckoMain']);
}

/**
 * Stops the profiler; returns the processor time of scripts from this origin including everything that they called, and the longest
 * uninterrupted part of it, in ms.
 */
export async function timeIn(pid: number, origin: string): Promise<{ own: number; longest: number }> {
  const { Services } = globalThis as unknown as BrowserScope;
  const profile = await Services.profiler.getProfileDataAsync();
  await Services.profiler.StopProfiler();
  const all = profile.processes.map((one) => (typeof one === 'string' ? (JSON.parse(one) as Profile) : one));
  const found = all.find(({ threads }) => threads.some((thread) => thread.pid === pid))!;
  const thread = found.threads.find(({ name }) => name === 'GeckoMain')!;
  const { samples, stackTable, frameTable, stringTable } = thread;
  const ownFrames = frameTable.data.map((frame) => stringTable[frame[frameTable.schema['location']!] as number]!.includes(origin));
  const own: boolean[] = [];
  // Callers precede the functions that they call.
  for (const stack of stackTable.data) {
    const prefix = stack[stackTable.schema['prefix']!] as number | null;
    own.push(ownFrames[stack[stackTable.schema['frame']!] as number]! || (prefix !== null && own[prefix]!));
  }
  const perMs = found.meta.sampleUnits?.threadCPUDelta === 'ns' ? 1e6 : 1e3;
  let sum = 0;
  let longest = 0;
  let stretch = 0;
  for (const sample of samples.data) {
    const stack = sample[samples.schema['stack']!] as number | null;
    const spent = ((sample[samples.schema['threadCPUDelta']!] as number | undefined) ?? 0) / perMs;
    const isOwn = stack !== null && own[stack]!;
    if (isOwn) sum += spent;
    stretch = isOwn ? stretch + spent : 0;
    longest = Math.max(longest, stretch);
  }
  return { own: sum, longest };
}

/** The heap of the scripts from this origin after a garbage collection, in MB. */
export async function scriptMemory(pid: number, origin: string): Promise<number> {
  const { Services, Cc, Ci } = globalThis as unknown as BrowserScope;
  for (let turn = 0; turn < 3; turn++) {
    for (const topic of ['child-gc-request', 'child-cc-request']) Services.obs.notifyObservers(null, topic);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const reporters = Cc['@mozilla.org/memory-reporter-manager;1']!.getService(Ci['nsIMemoryReporterManager']);
  const { host } = new URL(origin);
  let sum = 0;
  await new Promise<void>((resolve) => {
    reporters.getReports(
      (process, path, _kind, _units, amount) => {
        if (process.includes(`pid ${pid})`) && path.startsWith('explicit/') && path.includes(host)) sum += amount;
      },
      null,
      resolve,
      null,
      false,
    );
  });
  return sum / 2 ** 20;
}
