/**
 * Whether a name is that of a row which spreadsheets and templates have around their customers: a total or a note (never a row with a phone number
 * or another contact: 小计 is also a nickname of a Ms. 计), or an example of how to fill in the sheet.
 */
export function isNoPerson(name: string, isReachable: boolean): boolean {
  return name.length <= LONGEST && (EXAMPLE.test(name) || (!isReachable && (TOTAL.test(name) || COUNT.test(name) || NOTE.test(name))));
}

const LONGEST = 200;
const EXAMPLE = /^(?:示例|样例|樣例|范例|範例|例)\s*[:：]|[（(](?:示例|样例|樣例|范例|範例)[)）]$/;
const TOTAL =
  /^(?:(?:本页)?[合总小共累]计|(?:本頁)?[合總小共累]計|[总總]数|總數|[汇匯彙][总總]|(?:grand |sub)?total)(?:\s*[:：（(].*|\s*\d.*)?$/i;
const COUNT = /^[共计計][\s:：]*\d+\s*[人位条條个個户戶名行项項笔筆]/;
const NOTE =
  /^(?:注|备注|備註|说明|說明|附注|附註|(?:制表|製表|审核|審核|填表|统计|統計|导出|匯出|打印|列印|更新)(?:人|者|日期|时间|時間)?|[数數]据[来來]源|資料來源)\s*[:：]/;
