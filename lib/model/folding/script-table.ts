/** Pairs `traditional simplified[ other...]` joined by `|`. */
export { default as PAIRS } from 'opencc-js/dict/TSCharacters';
