/** Typical queries: names, pinyin, initials, beginnings and ends of numbers, companies, remarks, and texts without a match. */
export const QUERIES = ['王建国', 'zhangwei', 'lxj', '1381', '88213', '贸易', '深圳', 'VIP', '客户', '没有这个人', '0755'];

/** What is in the search box after each key. */
export const KEYS = QUERIES.flatMap((query) => Array.from(query, (_, at) => query.slice(0, at + 1)));
