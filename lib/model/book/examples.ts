import type { SpokenLanguage } from '../language';
import { STAGE, type BookSchema, type SchemaField } from './schema';

export const TRADES = ['education', 'decoration', 'insurance'] as const;
export type Trade = (typeof TRADES)[number];

type Example = Omit<BookSchema, 'pending'>;

/** What people of a trade write down about their customers, in one language. Ids are the same in all languages. */
export function exampleOf(trade: Trade, language: SpokenLanguage): Example {
  const { fields, colors } = SHAPES[trade];
  const words = WORDS[language][trade];
  const labels = listsIn(words.fields);
  const groups = listsIn(words.groups);
  const named = (of: string, names: string[]) => names.map((name, at) => ({ id: `${trade}-${of}-${at + 1}`, name }));
  return {
    fields: [
      { id: STAGE, label: STAGE_LABEL[language], type: 'choice', options: named(STAGE, namesIn(words.stages)) },
      ...Object.entries(fields).map(([id, type], at): SchemaField => {
        const [label, options] = labels[at]!;
        return { id: `${trade}-${id}`, label, type, options: named(id, options) };
      }),
    ],
    groups: groups.map(([name], at) => ({ name, color: colors[at] ?? null })),
    tags: groups.flatMap(([group, names]) => names.map((name) => ({ id: '', name, group, color: null }))),
    kinds: named('kind', namesIn(words.kinds)),
  };
}

/** `A: b, c; D` is A with b and c, and D with nothing. */
function listsIn(text: string): [name: string, entries: string[]][] {
  return text.split('; ').map((list) => {
    const [name = '', entries = ''] = list.split(': ');
    return [name, namesIn(entries)];
  });
}

function namesIn(text: string): string[] {
  return text.split(', ').filter(Boolean);
}

const STAGE_LABEL: Record<SpokenLanguage, string> = { zh_CN: '阶段', zh_TW: '階段', en: 'Stage' };

/** The fields in the order of their labels in `WORDS`, and the colours of the groups. */
const SHAPES: Record<Trade, { fields: Record<string, SchemaField['type']>; colors: string[] }> = {
  education: {
    fields: { child: 'text', grade: 'choice', course: 'choices', trial: 'date', budget: 'number', school: 'text' },
    colors: ['#1f6feb', '#1a7f37'],
  },
  decoration: {
    fields: {
      estate: 'address',
      area: 'number',
      layout: 'choice',
      style: 'choices',
      budget: 'choice',
      handover: 'date',
      wishes: 'long-text',
    },
    colors: ['#bf5600', '#0d7d8c'],
  },
  insurance: {
    fields: { marital: 'choice', children: 'number', income: 'choice', policies: 'choices', renewal: 'date', health: 'long-text' },
    colors: ['#8250df', '#d1242f'],
  },
};

const WORDS: Record<SpokenLanguage, Record<Trade, Record<'stages' | 'fields' | 'groups' | 'kinds', string>>> = {
  zh_CN: {
    education: {
      stages: '新线索, 已联系, 已试听, 已报名, 续费, 已流失',
      fields:
        '孩子姓名; 年级: 幼儿园, 小学低年级, 小学高年级, 初中, 高中; 意向课程: 语文, 数学, 英语, 编程, 美术; 试听日期; 预算（元）; 学校',
      groups: '意向: 意向高, 犹豫, 价格敏感; 身份: 妈妈, 爸爸, 老学员, 转介绍',
      kinds: '试听回访, 续费提醒',
    },
    decoration: {
      stages: '新线索, 已量房, 出方案, 已签约, 施工中, 已完工',
      fields:
        '楼盘地址; 面积（㎡）; 户型: 一居, 两居, 三居, 四居及以上, 别墅; 风格: 现代简约, 北欧, 新中式, 轻奢, 日式; 预算: 10 万以内, 10-20 万, 20-30 万, 30 万以上; 交房日期; 装修需求',
      groups: '房屋: 毛坯, 精装改造, 旧房翻新; 决策: 夫妻同来, 父母出资, 比价中',
      kinds: '量房, 看工地, 方案沟通',
    },
    insurance: {
      stages: '新客户, 需求分析, 已出方案, 已投保, 服务中, 已流失',
      fields:
        '婚姻状况: 未婚, 已婚, 离异; 孩子人数; 家庭年收入: 10 万以内, 10-30 万, 30-50 万, 50 万以上; 已有保单: 医疗, 重疾, 寿险, 意外, 年金, 车险; 续保日期; 健康告知',
      groups: '关注: 养老, 子女教育, 重疾保障, 资产传承; 等级: 重点客户, 转介绍中心',
      kinds: '保单检视, 理赔协助, 生日问候',
    },
  },
  zh_TW: {
    education: {
      stages: '新名單, 已聯絡, 已試聽, 已報名, 續報, 已流失',
      fields:
        '孩子姓名; 年級: 幼兒園, 國小低年級, 國小高年級, 國中, 高中; 想上的課: 國文, 數學, 英文, 程式, 美術; 試聽日期; 預算（元）; 學校',
      groups: '意願: 意願高, 猶豫, 在意價格; 身分: 媽媽, 爸爸, 舊生, 轉介紹',
      kinds: '試聽回訪, 續報提醒',
    },
    decoration: {
      stages: '新名單, 已丈量, 出方案, 已簽約, 施工中, 已完工',
      fields:
        '房屋地址; 坪數; 格局: 一房, 兩房, 三房, 四房以上, 透天; 風格: 現代簡約, 北歐, 新中式, 輕奢, 日式; 預算: 50 萬以內, 50-100 萬, 100-200 萬, 200 萬以上; 交屋日期; 裝修需求',
      groups: '房屋: 毛胚屋, 新屋改造, 老屋翻新; 決策: 夫妻同行, 父母出資, 比價中',
      kinds: '丈量, 看工地, 討論方案',
    },
    insurance: {
      stages: '新客戶, 需求分析, 已出方案, 已投保, 服務中, 已流失',
      fields:
        '婚姻狀況: 未婚, 已婚, 離婚; 孩子人數; 家庭年收入: 60 萬以內, 60-150 萬, 150-300 萬, 300 萬以上; 已有保單: 醫療, 重大疾病, 壽險, 意外, 年金, 車險; 續保日期; 健康告知',
      groups: '關注: 退休, 子女教育, 重大疾病, 資產傳承; 等級: 重點客戶, 轉介紹中心',
      kinds: '保單健檢, 理賠協助, 生日問候',
    },
  },
  en: {
    education: {
      stages: 'New lead, Contacted, Trial lesson, Enrolled, Renewed, Lost',
      fields:
        'Child’s name; Grade: Kindergarten, Lower primary, Upper primary, Middle school, High school; Courses wanted: Chinese, Maths, English, Coding, Art; Trial lesson on; Budget; School',
      groups: 'Interest: Very interested, Hesitant, Price matters; Who: Mother, Father, Former student, Referred',
      kinds: 'After the trial, Renewal reminder',
    },
    decoration: {
      stages: 'New lead, Measured, Proposal sent, Signed, Building, Finished',
      fields:
        'Home address; Area (m²); Layout: 1 bedroom, 2 bedrooms, 3 bedrooms, 4 bedrooms or more, House; Style: Modern, Nordic, New Chinese, Light luxury, Japanese; Budget: Small, Medium, Large, Open; Handover on; Wishes',
      groups: 'Home: Bare shell, Makeover, Old home; Decision: Couple decides, Parents pay, Comparing',
      kinds: 'Measuring, Site visit, Proposal talk',
    },
    insurance: {
      stages: 'New, Needs analysed, Proposal sent, Insured, In service, Lost',
      fields:
        'Marital status: Single, Married, Divorced; Children; Household income: Low, Middle, Upper middle, High; Policies held: Medical, Critical illness, Life, Accident, Annuity, Car; Renewal on; Health notes',
      groups: 'Concerns: Retirement, Children’s education, Critical illness, Inheritance; Rank: Key customer, Refers others',
      kinds: 'Policy review, Claim support, Birthday wishes',
    },
  },
};
