import type { zh_CN } from './zh_CN';
import type { Text } from '../translate';

export const en: Record<keyof typeof zh_CN, Text> = {
  'search.title': 'Search',
  'search.change': 'Change customer',
  'search.placeholder': 'Name, phone or company',
  'search.hint': 'Type any part of a name, remark, company, phone number or tag, or its pinyin.',
  'search.crm': 'Search the CRM',
  'search.local': 'Kept on this computer',
  'search.localNothing': 'Nobody here. The CRM may know more.',
  'search.recent': 'Recent contacts',
  'search.recentCustomer': '{name} · {customer}',
  'search.filling': '{connection}: {count} customers so far, more are coming',
  'search.kept': '{connection}: {count} customers',
  'search.limited': '{connection}: {count} customers, as many as may be kept here; the CRM has more',
  'search.stopped': '{connection}: {count} customers; fetching has stopped',
  'search.filters': 'Filters',
  'search.nothing': 'Nothing found',
  'search.more': 'More results',
  'search.searching': 'Searching',
  'search.choose': 'This is the right customer',
  'search.current': 'Current customer',
  'search.unlink': 'Unlink',
  'search.unlinkHelp': '“{name}” now belongs to {customer} ({connection}).',
  'search.results': { one: '{count} result', other: '{count} results' },
};
