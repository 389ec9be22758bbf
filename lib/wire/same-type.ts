/** A type as the comparison reads it: an optional key is a key that says so, so that one more or less is a difference. */
type Plain<T> = 0 extends 1 & T
  ? 'anything'
  : T extends readonly (infer I)[]
    ? Plain<I>[]
    : T extends object
      ? { [K in keyof T]-?: [Plain<T[K]>, object extends Pick<T, K> ? 'perhaps' : 'always'] }
      : T;

/** Whether two types say the same: each key and value, also which keys may be missing. Nothing is the same as `any`. */
export type Same<A, B> = [Plain<A>, Plain<B>] extends [Plain<B>, Plain<A>] ? true : false;
