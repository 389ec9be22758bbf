/** One row of the table. `reach` is a bound such as `<= 1.3` or an exact number. */
export interface Figure {
  name: string;
  /** null where the browser cannot measure it; the detail says why. */
  value: number | null;
  unit: string;
  reach: string;
  holds: boolean | null;
  /** The value in the first and in the second half of the samples, smaller first. */
  spread: [number, number] | [];
  detail: string;
}

export function figure(name: string, unit: string, reach: string, value: number, halves: number[], detail: string): Figure {
  return { name, value: round(value), unit, reach, holds: reaches(value, reach), spread: range(halves), detail };
}

/** A row for a figure that cannot be measured here. */
export function unmeasured(name: string, unit: string, reach: string, why: string): Figure {
  return { name, value: null, unit, reach, holds: null, spread: [], detail: `not measured: ${why}` };
}

/** A ratio to the floor extension, with the same quantile of samples of one run. */
export function ratio(name: string, reach: string, quantile: number, kebian: number[], floor: number[], detail = ''): Figure {
  const of = (ours: number[], theirs: number[]) => at(ours, quantile) / at(theirs, quantile);
  const halves = [0, 1].map((half) => of(halfOf(kebian, half), halfOf(floor, half)));
  const said = `${ms(kebian, quantile)} over ${ms(floor, quantile)} (${kebian.length} samples)`;
  return figure(name, 'x', reach, of(kebian, floor), halves, detail ? `${said}; ${detail}` : said);
}

/** The difference of two sides, as medians, over all samples and over each half. */
export function difference(ours: number[], theirs: number[]): { value: number; halves: number[] } {
  const more = (a: number[], b: number[]) => median(a) - median(b);
  return { value: more(ours, theirs), halves: [0, 1].map((half) => more(halfOf(ours, half), halfOf(theirs, half))) };
}

export function at(samples: number[], quantile: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN;
}

export function median(samples: number[]): number {
  return at(samples, 0.5);
}

export function halfOf<T>(samples: T[], half: number): T[] {
  return samples.filter((_, place) => place % 2 === half);
}

export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function ms(samples: number[], quantile: number): string {
  return `${at(samples, quantile).toFixed(1)} ms`;
}

function range(numbers: number[]): [number, number] {
  return [round(Math.min(...numbers)), round(Math.max(...numbers))];
}

function reaches(value: number, reach: string): boolean {
  const bound = Number(reach.replace(/[^\d.]/g, ''));
  if (reach.startsWith('>=')) return value >= bound;
  return reach.startsWith('<=') ? value <= bound : value === bound;
}
