import { fromChinaTime } from '../time.ts';
import { CHOICES } from './library.ts';
import { EMPTY_ADDRESS, type LixiaoCustomer } from './tables.ts';

const SELF = { is_user_self: true, is_creator_self: true };

/** The two customers that the vendor's documentation shows as examples. Its reader is their owner. */
export const documentedCustomers: LixiaoCustomer[] = [
  {
    ...customer(2456846, 'ww', '2023-11-03 18:25:41', [900012]),
    address: { ...EMPTY_ADDRESS, tel: '3667899', phone: '23432', url: 'http://www.baidu.com' },
    empty: '',
    phoneUser: '姜河',
  },
  {
    ...customer(2371220, '河北省玉名商贸有限公司', '2023-11-03 16:36:01', [1000035, 900010, 900011]),
    address: { ...EMPTY_ADDRESS, tel: '0982-7788933' },
  },
];

function customer(id: number, name: string, time: string, labelIds: number[]): LixiaoCustomer {
  const at = fromChinaTime(time)!;
  return {
    id,
    person: null,
    userId: 10334573,
    assistIds: [],
    common: false,
    name,
    companyName: null,
    choices: { status: CHOICES.status[0]!.value, category: '', source: '', industry: '', staff_size: '' },
    note: '',
    labelIds,
    productIds: [],
    address: EMPTY_ADDRESS,
    custom: {},
    phonePrivacy: 'open',
    wxExternalUserId: null,
    createdAt: at,
    updatedAt: at,
    revisitedAt: null,
    revisitContent: null,
    remindAt: null,
    empty: null,
    row: SELF,
    phoneUser: null,
  };
}
