/** A type in the form that is compared: an optional key becomes a required one that is marked so, because one more or less is a difference. */
type Plain<T> = 0 extends 1 & T
  ? 'anything'
  : T extends readonly (infer I)[]
    ? Plain<I>[]
    : T extends object
      ? { [K in keyof T]-?: [Plain<T[K]>, object extends Pick<T, K> ? 'perhaps' : 'always'] }
      : T;

/** Whether two types have the same keys and values, also which keys may be missing. No other type equals `any`. */
export type Same<A, B> = [Plain<A>, Plain<B>] extends [Plain<B>, Plain<A>] ? true : false;
