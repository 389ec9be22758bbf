/**
 * The number of generated cases of a property of provider answers. A thousand find a fault that a change has caused; the benchmark of faults
 * (`test/bench/faults/mutated.ts`) runs ten thousand.
 */
export const CASES = Number(process.env['KEBIAN_CASES'] ?? 1_000);
