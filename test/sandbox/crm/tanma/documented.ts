import type { TanmaCustomer } from './customer.ts';
import { STAGE_IDS } from './library.ts';

const DEPARTMENTS = '["江鑫祥科技/洋洋洋部门电商的就是看到第三节课京东数科建东加竞赛课"]';

const plain = {
  person: null,
  phones: [],
  company: null,
  nickname: null,
  avatar: null,
  externalUserId: null,
  helperIds: [],
  sourceId: null,
  gender: 0 as const,
  note: null,
  tagIds: [],
  contentTagIds: [],
  point: null,
  creditCode: null,
  fields: {},
  friendTime: null,
  row: {},
  v2Fields: null,
};

/** The customers that the vendor's documentation shows as examples, with the oddities they have there. */
export const documentedCustomers: TanmaCustomer[] = [
  {
    ...plain,
    customerId: 515180602015936,
    relationId: 515180602083520,
    name: '测试客户阶段0001',
    remark: '测试客户阶段0001',
    ownerId: 453638473541824,
    stageId: STAGE_IDS['新入库']!,
    fields: { '31560': '编号- 5993831' },
    createTime: '2022-12-21 11:50:28',
    updateTime: '2022-12-21 11:50:34',
    row: {
      salesDeptNames: DEPARTMENTS,
      mainFollows: [
        {
          salesId: 453638473541824,
          salesName: '张磊',
          followDeptNames: DEPARTMENTS,
          isFriend: false,
          salesAvatar: 'http://wework.qpic.cn/bizmail/hJO6Tic8PhQcl9UzETs8pPAp04CF2VyterhN1uS7DwVZALY0gb1Qgcw/0',
        },
      ],
    },
  },
  older(398604120668224, '14635', '110110', STAGE_IDS['报价中']!, [2801120, 2801120], '2021-03-06 16:22:17'),
  older(398923388842048, '张三测', '18910515284', STAGE_IDS['初步沟通']!, [], '2021-03-06 16:26:51'),
  {
    ...plain,
    customerId: 381200000000001,
    relationId: 381200000067585,
    name: '文超',
    remark: '文超',
    nickname: '文超',
    phones: ['159xxxxxxxx'],
    avatar: 'http://wx.qlogo.cn/mmhead/ibGDRDVulibwtKffmFCfJhGGSFGOaLCQ6KJsibEAl4A3Os/0',
    externalUserId: 'wmPBvlDQAArKnmnaER39PcDJUezSL0Lg',
    ownerId: 398600000000002,
    stageId: STAGE_IDS['新入库']!,
    gender: 1,
    createTime: '2020-11-10 09:12:44',
    updateTime: '2020-11-10 09:12:44',
    friendTime: '2020-11-10 09:12:44',
    v2Fields: [
      { id: 680, name: '电话', outerField: null, value: '159xxxxxxxx', stable: true },
      { id: 681, name: '企业', outerField: null, value: null, stable: true },
      { id: 682, name: '描述', outerField: null, value: '', stable: true },
      { id: 684, name: '销售阶段', outerField: null, value: null, stable: true },
      { id: 685, name: '意向', outerField: null, value: null, stable: true },
      { id: 686, name: '客户来源', outerField: null, value: null, stable: true },
      { id: 683, name: '姓名', outerField: null, value: null, stable: true },
      { id: 687, name: '性别 ', outerField: null, value: '男', stable: true },
      { id: 698, name: '职业', outerField: 'job', value: null, stable: false },
      { id: 699, name: '年龄', outerField: 'age', value: null, stable: false },
    ],
  },
];

function older(customerId: number, name: string, phone: string, stageId: number, tagIds: number[], createTime: string): TanmaCustomer {
  return {
    ...plain,
    customerId,
    relationId: customerId + 67584,
    name,
    remark: name,
    phones: [phone],
    ownerId: 398600000000001,
    stageId,
    sourceId: 4,
    tagIds,
    createTime,
    updateTime: '2021-03-31 14:59:21',
  };
}
