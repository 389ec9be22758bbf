/**
 * How many generated cases a property about answers takes. A thousand find what a change has broken; the benchmark of faults
 * (`test/bench/faults/mutated.ts`) asks for ten thousand.
 */
export const CASES = Number(process.env['KEBIAN_CASES'] ?? 1_000);
