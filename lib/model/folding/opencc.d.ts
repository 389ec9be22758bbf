declare module 'opencc-js/dict/TSCharacters' {
  /** Pairs `traditional simplified[ other...]` joined by `|`. */
  const pairs: string;
  export default pairs;
}
