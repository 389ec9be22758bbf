/** For the style of a host in a page of somebody else: in Firefox nothing of it is seen while our sheet is not there (`lib/model/page-sheet.ts`). */
export const WHILE_THERE = import.meta.env.BROWSER === 'firefox' ? 'display:var(--kebian-there,none)!important;' : '';
