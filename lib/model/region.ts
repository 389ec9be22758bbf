/** The regions whose numbers are recognised by their form, in the order in which they are offered. */
export const regions = ['CN', 'HK', 'MO', 'TW', 'SG', 'MY', 'TH', 'VN', 'JP', 'KR', 'US', 'GB', 'AU'] as const;
export type Region = (typeof regions)[number];
