/** The methods of something that is asked through messages. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...asked: infer A) => infer R ? (...asked: A) => Promise<Awaited<R>> : never;
};
