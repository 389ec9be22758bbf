import type { SpokenLanguage } from '../language';
import { SOURCE, STAGE, type BookSchema, type SchemaField } from './schema';

/** The schema of a new book, in the language of the interface. */
export function firstSchema(language: SpokenLanguage): BookSchema {
  const words = WORDS[language];
  const field = (id: string, label: string, type: SchemaField['type'], options: string[] = []): SchemaField => ({
    id,
    label,
    type,
    options: options.map((name, at) => ({ id: `${id}-${at + 1}`, name })),
  });
  return {
    fields: [
      field(STAGE, words.stage, 'choice', words.stages),
      field('wechat', words.wechat, 'text'),
      field('birthday', words.birthday, 'date'),
      field('email', words.email, 'text'),
      field('address', words.address, 'address'),
      field(SOURCE, words.source, 'text'),
    ],
    groups: [],
    tags: [],
    kinds: words.kinds.map((name, at) => ({ id: `kind-${at + 1}`, name })),
  };
}

const WORDS = {
  zh_CN: {
    ...{ stage: '阶段', wechat: '微信号', birthday: '生日', email: '邮箱', address: '地址', source: '来源' },
    stages: ['新客户', '跟进中', '已成交', '已流失'],
    kinds: ['微信', '电话', '见面'],
  },
  zh_TW: {
    ...{ stage: '階段', wechat: '微信號', birthday: '生日', email: '電子郵件', address: '地址', source: '來源' },
    stages: ['新客戶', '跟進中', '已成交', '已流失'],
    kinds: ['微信', '電話', '見面'],
  },
  en: {
    ...{ stage: 'Stage', wechat: 'WeChat ID', birthday: 'Birthday', email: 'E-mail', address: 'Address', source: 'Source' },
    stages: ['New', 'In progress', 'Won', 'Lost'],
    kinds: ['WeChat', 'Phone', 'Meeting'],
  },
} satisfies Record<SpokenLanguage, object>;
