/** For the style of an element that Kebian adds to a web page: Firefox displays it only while the extension's style sheet is in the page (`lib/model/page-sheet.ts`). */
export const WHILE_THERE = import.meta.env.BROWSER === 'firefox' ? 'display:var(--kebian-there,none)!important;' : '';
