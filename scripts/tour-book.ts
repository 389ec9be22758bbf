import type { WalkPage, WalkPart } from '../test/support/walk.ts';
import { open } from './tour-moves.ts';
import type { Step } from './tour-steps.ts';

/** The pages in which a day with the local book is tried: of a profile without a CRM, and of a second one in which Kebian was just installed. */
export interface BookWalk {
  chats: WalkPage;
  panel: WalkPage;
  /** The page of all customers. */
  page: WalkPage;
  /** The page of all customers in the second profile. */
  second(): Promise<WalkPage>;
  /** When the person began with nothing but Kebian, in epoch ms. */
  begun: number;
  /** Saves what a page or the panel shows, in the light theme and in the dark one. */
  picture(page: WalkPage, name: string): Promise<void>;
}

interface File64 {
  name: string;
  base64: string;
}

/** The number of the customer who is in the file twice, under two names; the chat that is opened last has it, too. */
const NUMBER = '13912345678';

/** The longest that a new user's first day, from the file to the backup in a second profile, may take. */
const MOST_MINUTES = 10;

/** The number of customers with the tag 展会. */
const AT_THE_FAIR = 61;

function csv(): File64 {
  const families = [...'王李张刘陈杨赵黄周吴孙马朱胡林郭何高罗郑'];
  const given = ['芳', '伟', '秀英', '建国', '思雨', '磊', '静', '子轩', '海燕', '志强', '雪', '明', '丽华', '俊杰', '小满'];
  const rows = Array.from({ length: 298 }, (_, at) => {
    const name = `${families[at % 20]}${given[Math.floor(at / 20)]}`;
    const company = `${['杭州', '深圳', '成都', '宁波'][at % 4]}${['远航', '启明', '云帆', '安信'][at % 3]}商贸有限公司`;
    return [name, 13_700_000_000 + at * 7, company, at % 5 === 0 ? '展会' : '', ['意向', '报价', '成交'][at % 3], `第 ${at + 1} 位`].join(
      ',',
    );
  });
  const twice = [`周雨桐,${NUMBER},杭州青禾设计,展会,意向,朋友介绍`, `雨桐,+86 139-1234-5678,,,,朋友圈加的，问过样品`];
  const text = `\uFEFF姓名,手机号,公司,标签,阶段,备注\n${[...rows, ...twice].join('\n')}\n`;
  return { name: '客户.csv', base64: Buffer.from(text).toString('base64') };
}

/** A script cannot use the browser's file dialog: it sets the file of the input itself. */
async function chooseFile(page: WalkPage, file: File64): Promise<void> {
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  await page.evaluate(({ name, base64 }) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name));
    const box = document.querySelector<HTMLInputElement>('input[type=file]')!;
    box.files = chosen.files;
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }, file);
}

/** Presses the button that downloads a backup, and returns the file that the page hands to the browser. */
async function downloaded(page: WalkPage, name: string): Promise<File64> {
  await page.evaluate(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      Object.assign(window, { handedOut: blob });
      return create(blob);
    };
  });
  await press(page, name);
  const read = () =>
    page.evaluate(async () => {
      const { handedOut } = window as { handedOut?: Blob };
      return handedOut ? btoa(Array.from(new Uint8Array(await handedOut.arrayBuffer()), (byte) => String.fromCharCode(byte)).join('')) : '';
    });
  let base64 = '';
  await page.getByText('备份已下载').first().waitFor();
  while (base64 === '') base64 = await read();
  return { name: '备份.kebian', base64 };
}

async function view(page: WalkPage, title: string): Promise<void> {
  await page.bringToFront();
  await page.getByRole('link', { name: title, exact: true }).click();
}

const press = (page: WalkPage | WalkPart, name: string | RegExp) => page.getByRole('button', { name }).first().click();

async function openCustomer(page: WalkPage, name: string): Promise<WalkPart> {
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('row').filter({ hasText: name }).first().click();
  const aside = page.getByRole('complementary', { name: `客户 ${name}` });
  await aside.waitFor();
  return aside;
}

const FOLLOW_UPS = [
  { name: '周雨桐', text: '发样品的报价单', when: /小时/ },
  { name: '李芳', text: '回电话，说交期', when: /小时/ },
  { name: '张芳', text: '问展会要不要一起去', when: /明天/ },
];

export const BOOK_STEPS: Step<BookWalk>[] = [
  {
    says: 'A file of 300 customers: it is looked at, and then in the book',
    walk: async ({ page, picture }) => {
      await view(page, '导入与导出');
      await chooseFile(page, csv());
      await page.getByRole('button', { name: '检查全部行' }).waitFor();
      await picture(page, 'book-1-columns');
      await press(page, '检查全部行');
      await page.getByText('共 300 行：300 行可以导入').waitFor();
      // Somebody is in the file twice. They are looked at side by side later.
      await page.getByLabel('全部这样处理').selectOption({ label: '都保留' });
      await picture(page, 'book-2-checked');
      await press(page, '导入 300 位客户');
      await page.getByText('新增 300 位客户').first().waitFor();
      await picture(page, 'book-3-imported');
      return '300 of 300 rows';
    },
  },
  {
    says: 'Somebody is there twice: two records side by side become one',
    walk: async ({ page, picture }) => {
      await view(page, '重复客户');
      await page.getByText('1 组可能重复').waitFor();
      await press(page, '对比并合并');
      await page.getByRole('heading', { name: /^合并“/ }).waitFor();
      await picture(page, 'book-4-merge');
      await press(page, /^合并$/);
      await page
        .getByText(/已合并为/)
        .first()
        .waitFor();
      await page.getByText('没有重复的客户').waitFor();
      return 'nobody is there twice any more';
    },
  },
  {
    says: 'Three follow-ups with a reminder',
    walk: async ({ page, picture }) => {
      await view(page, '全部客户');
      for (const { name, text, when } of FOLLOW_UPS) {
        const aside = await openCustomer(page, name);
        await press(aside, '添加跟进');
        await aside.getByLabel('跟进内容').fill(text);
        await press(aside, when);
        if (name === FOLLOW_UPS[0]!.name) await picture(page, 'book-5-follow-up');
        await press(aside, /^保存$/);
        await aside.getByText(text).first().waitFor();
        await press(aside, '关闭');
      }
      return FOLLOW_UPS.map(({ name }) => name).join(', ');
    },
  },
  {
    says: 'The day’s list has them, and tomorrow’s',
    walk: async ({ panel, picture }) => {
      await press(panel, /^今天 \d+ 条提醒$/);
      for (const { text } of FOLLOW_UPS) await panel.getByText(text).first().waitFor();
      await panel.getByRole('region', { name: /^明天/ }).getByText(FOLLOW_UPS[2]!.text).waitFor();
      await picture(panel, 'book-6-today');
      await press(panel, `完成：${FOLLOW_UPS[1]!.name}`);
      await panel.getByText(FOLLOW_UPS[1]!.text).waitFor({ state: 'detached' });
      return 'three are told, one of them for tomorrow; one is done';
    },
  },
  {
    says: 'All customers: filtered, and those tagged at once',
    walk: async ({ page, picture }) => {
      await view(page, '全部客户');
      await page.getByRole('searchbox').fill('');
      await page.getByLabel('标签').first().selectOption({ label: '展会' });
      await page.getByText(`${AT_THE_FAIR} 位，共 299 位`).waitFor();
      await page.getByRole('checkbox', { name: `选择全部 ${AT_THE_FAIR} 位` }).click();
      await page.getByText(`已选 ${AT_THE_FAIR} 位`).waitFor();
      await page.getByRole('group', { name: '对选中的客户' }).getByRole('combobox', { name: '添加标签' }).fill('年底回访');
      await page.keyboard.press('Enter');
      await page.getByText(`已处理 ${AT_THE_FAIR} 位客户`).first().waitFor();
      await picture(page, 'book-7-tagged');
      return `${AT_THE_FAIR} of 299 have 展会, and now 年底回访, too`;
    },
  },
  {
    says: 'A quick reply, filled in and copied',
    walk: async ({ page, chats, panel, picture }) => {
      await view(page, '快捷回复');
      await press(page, '添加三条示例');
      await page
        .getByRole('button', { name: /^修改 / })
        .first()
        .waitFor();
      await picture(page, 'book-8-replies');
      await chats.bringToFront();
      await chats.evaluate((number) => window.sandbox.editRemark('stranger', `雨桐 ${number}`), NUMBER);
      await open(chats, 'stranger');
      await press(panel, '返回');
      await panel.getByRole('textbox', { name: '备注' }).first().waitFor();
      await press(panel, '更多');
      await panel.getByRole('menuitem', { name: '快捷回复' }).click();
      await panel.getByText(/^已填入/).waitFor();
      await panel.locator('[data-reply]').first().click();
      await panel.getByText('已复制', { exact: true }).first().waitFor();
      await picture(panel, 'book-9-copied');
      return await panel.locator('[data-reply]').first().innerText();
    },
  },
  {
    says: 'A backup, restored in a second profile',
    walk: async (walk) => {
      const { page, picture } = walk;
      await view(page, '备份');
      await page.getByRole('button', { name: '下载备份文件' }).waitFor();
      const file = await downloaded(page, '下载备份文件');
      await picture(page, 'book-10-backup');
      const other = await walk.second();
      await view(other, '备份');
      await chooseFile(other, file);
      await other.getByRole('region', { name: '会改变的内容' }).waitFor();
      await other.getByRole('button', { name: /^恢复$/ }).waitFor();
      await picture(other, 'book-11-restore');
      await press(other, /^恢复$/);
      await other.getByRole('button', { name: '撤销这次恢复' }).waitFor();
      await view(other, '全部客户');
      await other.getByText('299 位客户').waitFor();
      const aside = await openCustomer(other, FOLLOW_UPS[0]!.name);
      await aside.getByText(FOLLOW_UPS[0]!.text).first().waitFor();
      await picture(other, 'book-12-restored');
      const minutes = (Date.now() - walk.begun) / 60_000;
      if (minutes > MOST_MINUTES) throw new Error(`the first day took ${minutes.toFixed(1)} minutes`);
      return `299 customers out of ${file.name}, with their follow-ups; the whole day took ${minutes.toFixed(1)} minutes`;
    },
  },
];
