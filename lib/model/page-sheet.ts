/**
 * Firefox ends the scripts of an extension that was disabled, removed or updated without notifying them: elements that they have added to a
 * page stay. But it removes the extension's style sheets from open pages, so these elements are only visible while this sheet is there.
 */
export const PAGE_SHEET = 'kebian.css';

/** The selectors of all elements that our scripts add to a page. */
export const PAGE_HOSTS = 'kebian-chips,kebian-badge,kebian-popover,kebian-picker';

/** The name of the browser's highlight of the phone numbers in messages. */
export const NUMBERS_PAINTED = 'kebian-phone';

/** What they are underlined by. */
export const PHONES_STYLE = '::highlight(kebian-phone){text-decoration:underline 1px dotted;text-underline-offset:3px}';

export const PAGE_SHEET_TEXT = `${PAGE_HOSTS}{--kebian-there:block}\n${PHONES_STYLE}\n`;
