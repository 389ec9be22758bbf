import type { Json, JsonObject } from '../json.ts';
import type { TanmaCustomer } from './customer.ts';
import { FIELD, nameOfId, salesById, STAGE_IDS, tagById } from './library.ts';

/**
 * A row of `customer/search`, with every key of the documented example. Lists of departments are JSON inside a text. What `tags` and
 * `tagIds` hold is not public: here the library's own tags and their short numbers, null when there are none, as in the example.
 */
export function searchRow(customer: TanmaCustomer): JsonObject {
  return { ...fieldValues(customer), ...emptyKeys(), ...salesKeys(customer), ...personKeys(customer), ...customer.row };
}

/** Values by field id. Fields that are empty are left out, except for those that the example shows empty. */
export function fieldValues(customer: TanmaCustomer): Record<string, Json> {
  const optional = { [FIELD.source]: customer.sourceId, [FIELD.note]: customer.note, [FIELD.company]: customer.company };
  return {
    [FIELD.phone]: customer.phones,
    [FIELD.name]: customer.name,
    [FIELD.gender]: customer.gender,
    [FIELD.number]: null,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null)),
    ...customer.fields,
  };
}

function emptyKeys(): JsonObject {
  return {
    toOpenSeaName: null,
    customerAllocateSource: 3,
    salesStageEndName: null,
    recoveryReasons: [],
    remainingProtectionTime: null,
    followRepeat: false,
    pvTagId: null,
    isFailReason: false,
    customerAbandonReason: null,
    customerType: 1,
    toSalesName: null,
    openSeaTransferRecordId: null,
    replyChatCount: 0,
    shareFirst: null,
    remainingProtectionReason: null,
    salesStageSub: null,
    contentType: null,
    areaValue: '',
    rollOutType: null,
    unionId: null,
    lastFollowUserName: null,
    groupList: [],
    toSalesDeptNames: '[]',
    companyId: null,
    sendChatCount: 0,
    followTimeType: 0,
    customerRepoId: 450617011013824,
    openSeaEditable: true,
    customerAbandon: null,
    groupSize: 0,
    salesStageEnd: null,
    lastRequestSent: null,
    toId: null,
    shield: null,
    requestSent: false,
    channelState: '',
    customerRecovery: '-1',
    customerStatus: 0,
    protectedTime: 0,
    enterSeaReason: '新建/导入',
    enterSeaType: 4,
    deleteStatus: null,
    salesDeleted: false,
    protect: 0,
    corpNameShort: null,
    abandonTime: null,
    toType: null,
    fromId: null,
    isCustomer: 1,
    lastFollowUserId: null,
    signNum: 0,
    phoneRepeat: false,
    deleted: 0,
    areaId: null,
    location: null,
    salesStageSubName: null,
    stageFlowId: 511292156367040,
  };
}

function salesKeys(customer: TanmaCustomer): JsonObject {
  const owner = salesById(customer.ownerId);
  const helpers = customer.helperIds.map(salesById);
  const isFriend = customer.friendTime !== null;
  return {
    customerSalesInfoId: customer.relationId,
    id: customer.relationId,
    salesStage: customer.stageId,
    salesStageName: nameOfId(STAGE_IDS, customer.stageId),
    helperSalesName: helpers.map((helper) => helper.name).join(','),
    salesName: owner.name,
    role: '1',
    shareSource: owner.salesId,
    salesDeptNames: JSON.stringify([owner.department]),
    helperSalesDeptNames: JSON.stringify(helpers.map((helper) => helper.department)),
    salesId: owner.salesId,
    shareFollows: helpers.map((helper) => followJson(helper.salesId, false)),
    mainFollows: [followJson(owner.salesId, isFriend)],
    qwSalesId: owner.qwUserId,
  };
}

function personKeys(customer: TanmaCustomer): JsonObject {
  const tags = [...new Set(customer.tagIds)].flatMap((id) => tagById(id) ?? []);
  return {
    getCreateTime: customer.createTime,
    wechatAvatar: customer.avatar,
    pointScore: customer.point,
    tags: tags.length ? (tags as unknown as Json) : null,
    getUpdateTime: customer.updateTime,
    friendType: customer.friendTime === null ? null : 1,
    externalUserId: customer.externalUserId,
    birthday: customer.fields['30751'] ?? null,
    tagIds: tags.length ? tags.map((tag) => tag.id) : null,
    customerId: customer.customerId,
    isFriend: customer.friendTime !== null,
    qwRemark: customer.remark,
    corpName: customer.company,
    createTime: customer.createTime,
    wechatNickname: customer.nickname,
    contentTags: customer.contentTagIds,
    pointCredit: customer.point,
  };
}

function followJson(salesId: number, isFriend: boolean): JsonObject {
  const { name, department } = salesById(salesId);
  return { salesId, salesName: name, followDeptNames: JSON.stringify([department]), isFriend, salesAvatar: null };
}
