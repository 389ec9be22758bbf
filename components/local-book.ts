/** The id of the provider that keeps customers on this computer alone, with no CRM behind it. */
export const LOCAL_BOOK = 'local';
