import { headerRowOf, nameIn, STANDARD_FIELDS, targetsOf } from '../../model/sheet/columns';
import { layoutOf } from '../../model/sheet/layout';

/** The sheet, of those that are not hidden, that looks most like a list of customers: the first one, unless another does and the first does not. */
export async function likeliest(
  sheets: readonly { name: string; at: number }[],
  firstRows: (sheet: number) => Promise<string[][]>,
): Promise<number> {
  const [first] = sheets;
  if (!first || sheets.length === 1) return first?.at ?? 0;
  let best = { at: first.at, worth: 0 };
  for (const { name, at } of sheets.slice(0, MOST_LOOKED_AT)) {
    const worth = worthOf(name, await firstRows(at));
    if (at === first.at && worth >= LIKE_CUSTOMERS) return at;
    if (worth > best.worth) best = { at, worth };
  }
  return best.at;
}

const MOST_LOOKED_AT = 12;
const LIKE_CUSTOMERS = 4;

/** What templates and reports call the sheets around their customers. */
const AROUND =
  /说明|說明|须知|須知|指南|帮助|幫助|封面|目录|目錄|示例|样例|範例|字典|选项|選項|下拉|枚举|配置|更新日志|统计|統計|汇总|匯總|readme|instruction|guide|help|cover|contents|example|sample|option|dropdown|lookup|summary/i;

function worthOf(name: string, rows: readonly string[][]): number {
  const header = headerRowOf(rows, STANDARD_FIELDS);
  const targets = header === null ? [] : targetsOf(rows[header]!, STANDARD_FIELDS);
  const known = targets.filter((target) => target !== null);
  const below = rows.slice((header ?? -1) + 1).filter((cells) => cells.filter((cell) => cell.trim() !== '').length > 1);
  if (below.length === 0) return 0;
  const reachable = known.some((target) => ['phone', 'field:wechat', 'field:email', 'field:address'].includes(target));
  const named = nameIn(targets);
  const listed = known.length + (named && named !== 'phone' ? 2 : 0) + (reachable ? 2 : 0);
  const worth = layoutOf(rows) === 'fields' ? Math.max(listed, LIKE_CUSTOMERS) : listed;
  return AROUND.test(name) ? Math.min(1, worth / 10) : worth;
}
