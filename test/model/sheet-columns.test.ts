import { describe, expect, test } from 'vitest';
import { firstSchema } from '../../lib/model/book/first-schema';
import { headerRowOf, nameIn, targetOf, targetsOf } from '../../lib/model/sheet/columns';

const FIELDS = [
  { id: 'wechat', label: '微信号' },
  { id: 'birthday', label: '生日' },
  { id: 'address', label: '地址' },
  { id: 'email', label: '邮箱' },
  { id: 'f-7', label: '车型' },
];

describe('a heading', () => {
  test.each([
    ['name', ['姓名', '客户姓名', '客户名称', '聯絡人', '联系人', '姓 名*', 'Name', 'Full Name', '客户', '收件人']],
    [
      'phone',
      [
        '手机号',
        '手机号码',
        '電話',
        '手機號碼',
        '联系电话',
        'Phone',
        'Mobile Phone',
        'Phone 1 - Value',
        '手机2',
        '联系方式',
        '客户手机（必填）',
        '收货人电话',
        '商务电话',
        '更多电话',
        '2、您的手机号码：',
        '请填写您的手机号',
      ],
    ],
    ['field:wechat', ['微信', '微信号', '微信號', 'WeChat', 'WeChat ID', 'wxid', 'VX']],
    ['nickname', ['昵称', '微信昵称', '暱稱', 'Nickname', '网名', '旺旺', '买家旺旺号', '买家昵称', '会员名', '用户名', '粉丝昵称']],
    [
      'remark',
      [
        '备注',
        '備註',
        '客户备注',
        'Notes',
        'Remark',
        '备注信息',
        '卖家备注',
        '买家留言',
        '传真',
        'Business Fax',
        '生日（农历）',
        'QQ',
        'QQ号',
        '性別',
        'Gender',
        'Home Street',
      ],
    ],
    ['tags', ['标签', '標籤', '分组', 'Tags', 'Labels', 'Group Membership', '标签组1（客户等级）']],
    ['company', ['公司', '公司名称', '单位', '公司名稱', 'Company', 'Organization Name']],
    ['field:birthday', ['生日', '出生日期', 'Birthday', 'Date of Birth']],
    [
      'field:address',
      [
        '地址',
        '收货地址',
        '详细地址',
        '省',
        '城市',
        '区',
        '縣',
        '鄉鎮',
        'Address 1 - Formatted',
        '收件人地址',
        '企业地址',
        'Business Postal Code',
        '商务地址 市/县',
      ],
    ],
    ['field:email', ['邮箱', '電子郵件', 'E-mail Address', 'Email']],
    ['source', ['来源', '客户来源', '來源', 'Lead Source']],
    ['stage', ['阶段', '跟进状态', '階段', 'Stage']],
    ['created', ['创建时间', '建立時間', '添加日期', 'Created At']],
    ['given-name', ['First Name', '名']],
    ['family-name', ['Last Name', '姓']],
    ['field:f-7', ['车型', '車型']],
    [null, ['序号', '金额', 'Blood type', '', '车牌']],
  ])('is known as %s', (target, headings) => {
    expect(Object.fromEntries(headings.map((heading) => [heading, targetOf(heading, FIELDS)]))).toEqual(
      Object.fromEntries(headings.map((heading) => [heading, target])),
    );
  });

  test.each(['zh_CN', 'zh_TW', 'en'] as const)('is known as the stage and the source by what a new book calls them: %s', (language) => {
    const fields = firstSchema(language).fields;
    const headings = fields.filter(({ id }) => id === 'stage' || id === 'source').map(({ label }) => label);
    expect(targetsOf(headings, fields)).toEqual(['stage', 'source']);
  });

  test('of a field that the book does not have is left out', () => {
    expect(targetOf('微信号', [])).toBe(null);
  });

  test('that is there twice counts once, unless several go together', () => {
    expect(targetsOf(['姓名', '客户名称', '手机', '电话', '备注', '说明'], FIELDS)).toEqual([
      'name',
      null,
      'phone',
      'phone',
      'remark',
      'remark',
    ]);
  });

  test.each([
    ['nickname', ['昵称', '手机']],
    ['nickname', ['网名', '備註']],
    ['nickname', ['旺旺', '收货地址']],
    ['name', ['备注名', '昵称', '微信号']],
    ['name', ['備註名', '電話']],
    ['company', ['企业名称', '电话']],
    ['name', ['企业名称', '法定代表人', '电话']],
    ['phone', ['手机', '地址']],
    [null, ['地址', '金额']],
  ])('with the names of its customers is the one for %s in %j', (target, header) => {
    expect(nameIn(targetsOf(header, FIELDS))).toBe(target);
  });

  test('of a firm and of whom to speak to there are the company and the name', () => {
    expect(targetsOf(['客户名称', '联系人', '电话'], FIELDS)).toEqual(['company', 'name', 'phone']);
    expect(targetsOf(['客户名称', '电话'], FIELDS)).toEqual(['name', 'phone']);
    expect(targetsOf(['客户名称', '公司', '联系人'], FIELDS)).toEqual(['name', 'company', null]);
  });

  test('of what a person calls a contact is a remark beside the real name', () => {
    expect(targetsOf(['姓名', '备注名', '昵称'], FIELDS)).toEqual(['name', 'remark', 'nickname']);
    expect(targetsOf(['昵称', '备注名', '备注'], FIELDS)).toEqual(['nickname', 'name', 'remark']);
  });

  test('stands below titles; a file may have none', () => {
    expect(headerRowOf([['客户名单 2026'], [], ['序号', '姓名', '电话'], ['1', '王芳', '13800138000']], FIELDS)).toBe(2);
    expect(headerRowOf([['王芳', '13800138000']], FIELDS)).toBe(null);
  });
});

describe('the row of the headings', () => {
  test('is none that says whom to call or write to: a list without headings has none, whatever words are in it', () => {
    const list = [
      ['王芳', '13800138000', '朋友'],
      ['李雷', '+86 139-0013-9000', '客户'],
      ['韩梅', '０５７１-８８８８００００', '手机'],
      ['Anna', 'anna@a.example', '公司'],
    ];
    expect(headerRowOf(list, FIELDS)).toBeNull();
    expect(headerRowOf([...list.slice(0, 1), ['姓名', '手机（11 位）', '2026-11-30 跟进'], ...list], FIELDS)).toBe(1);
  });

  test('names two fields of one label one after the other', () => {
    const fields = [
      { id: 'one', label: '预算' },
      { id: 'two', label: '预算' },
      { id: 'three', label: '面积' },
    ];
    expect(targetsOf(['省', '城市'], FIELDS)).toEqual(['field:address', 'field:address']);
    expect(targetsOf(['预算', '面积', '预算', '预算'], fields)).toEqual(['field:one', 'field:three', 'field:two', null]);
  });
});
