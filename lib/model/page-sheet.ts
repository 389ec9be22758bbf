/**
 * Firefox ends the scripts of an extension that was disabled, removed or replaced without telling them: what they have put into a page stays
 * for ever. Its style sheets alone it takes out of open pages. So what we put there is only seen while this sheet is there.
 */
export const PAGE_SHEET = 'kebian.css';

/** All that a script of ours puts into a page. */
export const PAGE_HOSTS = 'kebian-chips,kebian-badge,kebian-popover,kebian-picker';

/** What the phone numbers in messages are underlined by. */
export const PHONES_STYLE = '::highlight(kebian-phone){text-decoration:underline 1px dotted;text-underline-offset:3px}';

/** The sheet's text. */
export const PAGE_SHEET_TEXT = `${PAGE_HOSTS}{--kebian-there:block}\n${PHONES_STYLE}\n`;
