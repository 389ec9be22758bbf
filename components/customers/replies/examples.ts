import type { QuickReply } from '../../../lib/model/reply';
import type { Spoken } from '../../../locales/translate';

/** Three example replies. */
export function replyExamples(language: Spoken): QuickReply[] {
  return EXAMPLES[language].map(([group, title, text], at) => ({ id: crypto.randomUUID(), group, title, text, order: at + 1 }));
}

const EXAMPLES: Record<Spoken, [group: string, title: string, text: string][]> = {
  zh_CN: [
    ['问候', '新客户', '{姓名}您好，很高兴认识您！有什么可以帮到您？'],
    ['报价', '报价稍后', '{姓名}您好，报价正在准备，今天下班前发给您。'],
    ['发货', '收货信息', '麻烦发一下收货人、电话和地址，我来安排发货。'],
  ],
  zh_TW: [
    ['問候', '新客戶', '{姓名}您好，很高興認識您！有什麼可以幫您？'],
    ['報價', '報價稍後', '{姓名}您好，報價正在準備，今天下班前傳給您。'],
    ['出貨', '收件資料', '麻煩傳一下收件人、電話和地址，我來安排出貨。'],
  ],
  en: [
    ['Hello', 'New customer', 'Hello {name}, nice to meet you! How can I help?'],
    ['Offers', 'Offer later', 'Hello {name}, the offer is on its way. You will have it today.'],
    ['Delivery', 'Where to', 'Please send me name, phone number and address, and I will arrange the delivery.'],
  ],
};
