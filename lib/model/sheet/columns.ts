import { SOURCE, STAGE } from '../book/schema';
import type { Field } from '../customer';
import { plainly } from '../folding/fold';
import { phonesInField } from '../phone';

/** What a column of a file contains; `field:` is followed by the id of a field of the book; null where the column is left out. */
export type Target = PlainTarget | `field:${string}` | null;

export const PLAIN_TARGETS = [
  'name',
  'family-name',
  'given-name',
  'nickname',
  'phone',
  'company',
  'remark',
  'tags',
  'stage',
  'source',
  'created',
  'id',
] as const;
export type PlainTarget = (typeof PLAIN_TARGETS)[number];

/** Targets that several columns may have: their values are joined. For any other target, only the first column is taken. */
export function takesSeveral(target: Target): boolean {
  return target !== null && ['phone', 'remark', 'tags', 'field:address'].includes(target);
}

/** Headings of fax numbers. A fax number is no phone number of the customer: it is written into the remark, after its heading. */
const FAX = /^(?:(?:公司|商务|办公|住宅|家庭|其他)?传真(?:号码?)?|(?:business|home|work|other)?fax(?:number|no)?)$/;

/** Headings of what the book has no place for, and what nobody would understand without its heading: accounts, sex, a second address in parts. */
const SAID_WITH_HEADING =
  /^(?:(?:客户|联[系络]人?|个人)?qq(?:号码?|账号|帐号|number|no|id)?|(?:客户|联[系络]人)?性别|gender|sex|(?:home|other)(?:address)?(?:street|city|state|postalcode|zip(?:code)?|country(?:region)?)|(?:住宅|家庭|其[他它])地址(?:街道|市县|省市自治区|邮政编码|国家地区))$/;

/**
 * The headings that people, spreadsheets, phones and other tools use, in folded form: simplified, in small letters, without blanks, signs and a
 * number at the end. The first match wins.
 */
const WORDS: readonly (readonly [Exclude<Target, null>, RegExp])[] = [
  [
    'field:wechat',
    /^(?:微信(?:号码?|id|账号|帐号|名片)?|个人微信|客户微信|(?:wechat|weixin)(?:id|no|number|account|hao)?|wxid|wxh|[wv]x号?|v信)$/,
  ],
  [
    'nickname',
    /^(?:(?:微信|企业微信|企微|客户|买家|卖家|会员|用户|粉丝|好友|顾客|学员|群|店铺|抖音|快手|小红书|视频号|淘宝|天猫|京东|拼多多|微店|有赞|qq|wx|wechat)?(?:昵称|暱称|网名|(?:会员|用户|账号|账户|帐号)名称?)|微信名[称字]?|别名|称呼|绰号|小名|(?:买家|客户|淘宝|阿里)?旺旺(?:id|号|名称?|账号|帐号)?|(?:淘宝|阿里)?买家(?:会员|账号|帐号)名?|下单[账帐]号|(?:wechat|user|screen|wx)?nick(?:name)?|alias|wechatname|displayname|preferredname|(?:user|screen)name)$/,
  ],
  [
    'phone',
    /^(?:(?:客户|联[系络]|本人|个人|公司|商务|办公|单位|家庭|住宅|工作|主要|备用|常用|其[他它]|更多|第二|买家|收货人?|收件人?|紧急联系人?)?(?:人)?(?:手机|电话|移动电话|固话|座机|固定电话|联[系络]方式|号码|行动电话)(?:号码?|号)?|tel|telephone|(?:mobile|cell|home|work|business|office|company|main|primary|other|contact|customer)?(?:phone|mobile|cell|cellphone|tel|telephone)(?:number|no|value)?|whatsapp(?:number|no)?|msisdn|门号|行动)$/,
  ],
  ['field:email', /^(?:(?:电子)?(?:邮箱|邮件|信箱|邮箱地址|邮件地址)|(?:work|home|personal|business)?e?mail(?:address|value)?|电邮)$/],
  ['field:birthday', /^(?:(?:出生|生日)(?:日期|年月日?)?|出生年月日?|birth(?:day|date)|dateofbirth|dob|bday|阳历生日|公历生日)$/],
  [
    'field:address',
    /^(?:(?:客户|买家|联[系络]|家庭|公司|企业|单位|收货人?|收件人?|通讯|详细|办公|居住|所在|住宅|邮寄)?(?:地址|住址)|(?:所在)?(?:省份?|城市|地区|市区?|区|县|区县|县区|街道|乡镇)|省市区|所在地|(?:home|work|business|shipping|mailing|street)?address(?:formatted|value)?|street|city|province|region|(?:business|work|company)(?:address)?(?:street|city|state|postalcode|zip(?:code)?|country(?:region)?)|(?:商务|公司|单位)地址(?:街道|市县|省市自治区|邮政编码|国家地区))$/,
  ],
  ['family-name', /^(?:姓氏?|(?:last|family)name|surname)$/],
  ['given-name', /^(?:名|名字部分|(?:first|given)name|forename)$/],
  [
    'name',
    /^(?:(?:客户|联[系络]人?|顾客|客人|会员|买家|收货人?|收件人?|学员|学生|患者|家长|业主|车主|投保人|好友|真实|中文|用户|您的|你的)?(?:姓名|名字|名称)|客户|联[系络]人|顾客|客人|买家|学员|业主|车主|收货人|收件人|法定代表人|(?:full|contact|customer|client|lead|person)?name|contact|customer|client|全名)$/,
  ],
  [
    'company',
    /^(?:(?:客户|所属|工作|所在|就职|任职)?(?:公司|单位|企业|机构|组织|店铺|商号|店名)(?:名称?|全称)?|工作单位|company(?:name)?|organi[sz]ation(?:name)?|org|employer|business(?:name)?|account(?:name)?|firm)$/,
  ],
  [
    'tags',
    /^(?:(?:客户|用户|会员|企业|个人)?(?:标签组?|标记|分组|群组|分类|类别)(?:名称?)?|tags?|labels?|categor(?:y|ies)|groups?|groupmembership)$/,
  ],
  ['stage', /^(?:(?:客户|跟进|销售|商机|线索)?(?:阶段|状态|进度)|(?:sales|lead|deal|pipeline)?(?:stage|status))$/],
  ['source', /^(?:(?:客户|线索|获客)?(?:来源|渠道|来源渠道|添加方式)|(?:lead|customer)?(?:source|channel)|origin)$/],
  [
    'remark',
    /^(?:(?:客户|微信|好友|跟进|其他|买家|卖家|商家|店铺|订单)?(?:备注|说明|描述|简介|注释|附注|备忘)(?:信息|内容|名)?|(?:买家|客户|顾客)?留言|remarks?|notes?|comments?|memo|description|about)$/,
  ],
  ['remark', FAX],
  ['remark', SAID_WITH_HEADING],
  [
    'created',
    /^(?:(?:创建|添加|录入|建档|新增|入库|加入|注册|登记|建立|成为客户|添加好友|加好友|提交)(?:时间|日期|日)|(?:created|added)(?:at|on|time|date)?|createdate|(?:date|time)(?:created|added))$/,
  ],
  ['id', /^(?:客户)?(?:id|编号)$/],
];

/** A heading without additions of spreadsheets and tools: blanks, marks, a number, an asterisk for a required column. */
function headingOf(cell: string): string {
  const plain = plainly(cell.slice(0, 60).replace(/[（(【[][^)）】\]]{0,40}[)）】\]]/gu, '')).replace(/\d+/g, '');
  // Forms ask: 2、请填写您的手机号码：
  return plain.replace(/^(?:请(?:填写|输入|留下))?[您你]的(?=.)|^请(?:填写|输入|留下)(?=.)/, '');
}

/** Whether the cells of a column are written into the remark together with its heading, because they would be misread without it. */
export function isLabelled(heading: string): boolean {
  const plain = headingOf(heading);
  return FAX.test(plain) || SAID_WITH_HEADING.test(plain) || LUNAR.test(heading);
}

/** A day of the lunar calendar is no day of a field. */
const LUNAR = /[农農阴陰][历曆]|lunar/i;

/** The target for a heading; null for an unknown one. */
export function targetOf(cell: string, fields: readonly Pick<Field, 'id' | 'label'>[]): Target {
  const whole = plainly(cell.slice(0, 60));
  if (whole === '') return null;
  const own = fields.find(({ label }) => plainly(label) === whole);
  // The stage and the source are columns of their own, whatever the book calls them.
  if (own) return own.id === STAGE || own.id === SOURCE ? own.id : `field:${own.id}`;
  const heading = headingOf(cell);
  const found = WORDS.find(([, words]) => words.test(heading))?.[0] ?? null;
  if (found === 'field:birthday' && LUNAR.test(cell)) return 'remark';
  const isThere = !found?.startsWith('field:') || fields.some(({ id }) => found === `field:${id}`);
  return isThere ? found : null;
}

/**
 * The target of every column by its heading. A second column of a target that takes only one is left out, unless the book has another field of
 * that label.
 */
export function targetsOf(header: readonly string[], fields: readonly Pick<Field, 'id' | 'label'>[]): Target[] {
  const taken = new Set<Target>();
  const known = header.map((cell) => targetOf(cell, fields));
  // Of a firm and whom to speak to there, the firm is the company.
  const [firm, speaker] = [FIRM, SPEAKER].map((words) => header.findIndex((cell) => words.test(headingOf(cell))));
  if (firm! >= 0 && speaker! >= 0 && !known.includes('company')) known[firm!] = 'company';
  // 备注名 is what a person calls a contact of WeChat: the name, where no other column has it.
  const called = known.some(isNamed) ? -1 : header.findIndex((cell) => CALLED.test(headingOf(cell)));
  if (called >= 0) known[called] = 'name';
  return header.map((cell, column) => {
    const found = known[column]!;
    const target =
      taken.has(found) && !takesSeveral(found)
        ? targetOf(
            cell,
            fields.filter(({ id }) => !taken.has(`field:${id}`)),
          )
        : found;
    if (target !== null && taken.has(target) && !takesSeveral(target)) return null;
    taken.add(target);
    return target;
  });
}

const FIRM = /^(?:客户|客户名称|客户全称|customer|account)$/;
const SPEAKER = /^(?:主?要?联[系络]人(?:姓名|名称)?|对接人(?:姓名)?|contact(?:name|person)?)$/;
const CALLED = /^(?:(?:客户|微信|好友|买家|联系人)?备注(?:名称?|姓名|名字)|remarkname)$/;

function isNamed(target: Target): boolean {
  return target === 'name' || target === 'family-name' || target === 'given-name';
}

/** What stands for the name in a file that has no column for it: how people call themselves, their company, or their number. */
export function nameIn(targets: readonly Target[]): 'name' | 'nickname' | 'company' | 'phone' | null {
  if (targets.some(isNamed)) return 'name';
  return (['nickname', 'company', 'phone'] as const).find((one) => targets.includes(one)) ?? null;
}

/**
 * Which of the first rows has the headings: the one with the most known ones; null where the file has none. A row with a phone number or a mail
 * address is a customer's, although one of its words may be a heading: everybody above it would be lost.
 */
export function headerRowOf(rows: readonly (readonly string[])[], fields: readonly Pick<Field, 'id' | 'label'>[]): number | null {
  const isSomebody = (row: readonly string[]) =>
    row.some((cell) => cell.length <= LONGEST_NUMBER && (MAIL.test(cell) || phonesInField(cell, 'CN').length > 0));
  const counts = rows
    .slice(0, MOST_BEFORE_HEADER)
    .map((row) => (isSomebody(row) ? 0 : row.filter((cell) => targetOf(cell, fields) !== null).length));
  const most = Math.max(0, ...counts);
  return most === 0 ? null : counts.indexOf(most);
}

/** Fields that books usually have, for what is asked before those of the book are known. */
export const STANDARD_FIELDS: readonly Pick<Field, 'id' | 'label'>[] = ['wechat', 'birthday', 'address', 'email'].map((id) => ({
  id,
  label: '',
}));

/** Titles and notes before the headings. */
const MOST_BEFORE_HEADER = 10;
const LONGEST_NUMBER = 60;
const MAIL = /^\s*[^\s@]+@[^\s@]+\s*$/;
