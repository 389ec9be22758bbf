import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HEADINGS = ['姓名', '手机号', '微信号', '公司', '备注', '标签', '阶段', '来源', '生日', '地址', '邮箱', '昵称', '创建时间'];
const COLUMNS = 20;

/** A CSV with this many invented customers and twenty columns; every hundredth has the number of the one fifty rows above. */
export function csvFile(count: number): string {
  const others = Array.from({ length: COLUMNS - HEADINGS.length }, (_, at) => `其他${at + 1}`);
  const lines = [[...HEADINGS, ...others].join(',')];
  for (let at = 0; at < count; at++) lines.push(lineOf(at));
  const file = join(tmpdir(), `kebian-bench-${process.pid}-${count}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** How many of them have a number that occurs before. */
export function sameIn(count: number): number {
  return Math.floor(count / 100);
}

function lineOf(at: number): string {
  const phone = 13_000_000_000 + (at % 100 === 99 ? at - 50 : at);
  const own = [
    ...[`客户${at}`, phone, `wx_${at}`, `杭州第${at % 997}贸易有限公司`, `老客户，周三上午再联系 ${at}`, `"VIP,组${at % 20}"`],
    ...[['新客', '意向', '成交'][at % 3], '朋友圈', `1990-05-0${1 + (at % 9)}`, `浙江省杭州市西湖区文三路 ${at} 号`, `c${at}@mail.example`],
    ...[`昵称${at}`, '2024-03-01 09:05:00'],
  ];
  return [...own, ...Array.from({ length: COLUMNS - HEADINGS.length }, (_, other) => `值${other}-${at}`)].join(',');
}
