import { readdirSync, readFileSync } from 'node:fs';

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** '' for a figure without a bound. */
  reach: string;
  holds: boolean;
  /** The lowest and highest of the rounds. */
  spread: [number, number];
  detail: string;
  /** The same figure of another build, and its ratio to this one. */
  beside?: number;
  ratio?: number;
  /** The same figure of other indexes, by their names. */
  peers?: Record<string, number>;
}

export interface Measured {
  unit: string;
  value: number;
  spread?: [number, number];
  detail?: string;
}

type Bounds = Record<string, [comparison: '<=' | '>=', value: number]>;
const AT_ANY_SIZE: Bounds = {
  matchP95Ms: ['<=', 5],
  fillPerSecond: ['>=', 15_000],
  panelLongestFrameMs: ['<=', 50],
  fillFaults: ['<=', 0],
};
const TO_100_000: Bounds = {
  ...AT_ANY_SIZE,
  searchP95Ms: ['<=', 3],
  searchPaintedP95Ms: ['<=', 25],
  coldStartMs: ['<=', 120],
  coldMatchMs: ['<=', 120],
  memoryPerCustomerB: ['<=', 700],
};
const BEYOND: Bounds = {
  ...AT_ANY_SIZE,
  searchP95Ms: ['<=', 8],
  searchPaintedP95Ms: ['<=', 30],
  coldStartMs: ['<=', 250],
  coldMatchMs: ['<=', 250],
  memoryPerCustomerB: ['<=', 350],
  diskPerCustomerB: ['<=', 330],
};

/** `prefix` tells figures of further sizes from those of the first. The bounds are those for `size` customers. */
export function figure(prefix: string, name: string, { value, unit, spread, detail = '' }: Measured, size: number): Figure {
  const [comparison, wanted] = (size > 100_000 ? BEYOND : TO_100_000)[name] ?? [];
  const holds = comparison === undefined || (comparison === '<=' ? value <= wanted! : value >= wanted!);
  const reach = comparison === undefined ? '' : `${comparison} ${wanted}`;
  return {
    name: prefix + name,
    value: round(value),
    unit,
    reach,
    holds,
    spread: (spread ?? [value, value]).map(round) as [number, number],
    detail,
  };
}

export function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

/** The resident memory of the extension's process, in bytes; NaN without /proc. */
export function extensionMemory(profile: string): number {
  return memoryOf('--extension-process', profile);
}

/** The same of all processes that show pages. */
export function rendererMemory(profile: string): number {
  return memoryOf('--type=renderer', profile);
}

function memoryOf(kind: string, profile: string): number {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const ours = pids.filter((pid) => isProcess(pid, kind, profile));
    return ours.reduce((sum, pid) => sum + residentOf(pid), 0) || Number.NaN;
  } catch {
    return Number.NaN;
  }
}

function isProcess(pid: string, kind: string, profile: string): boolean {
  const line = commandOf(pid);
  if (!line.includes(kind)) return false;
  for (let parent = parentOf(pid), depth = 0; parent !== '1' && depth < 5; parent = parentOf(parent), depth++) {
    if (commandOf(parent).includes(profile)) return true;
  }
  return false;
}

function commandOf(pid: string): string {
  return textOf(`/proc/${pid}/cmdline`);
}

function parentOf(pid: string): string {
  return /^PPid:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? '1';
}

function residentOf(pid: string): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** '' for a process that has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
