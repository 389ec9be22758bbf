import { describe, expect, it } from 'vitest';
import { LONGEST_EXCERPT, piecesOf } from '../../lib/model/excerpt';

describe('a part of a chat', () => {
  it.each<[string, string]>([
    [
      '收货人：李明 电话：13800138000 地址：广东省深圳市南山区科技园路1号A座301',
      'name 李明, phone 13800138000, address 广东省深圳市南山区科技园路1号A座301',
    ],
    [
      '姓名:王小明 手机号:138 0013 8000 所在地区:浙江省杭州市西湖区 详细地址:文三路 100 号 2 单元 501',
      'name 王小明, phone 138 0013 8000, address 浙江省杭州市西湖区 文三路 100 号 2 单元 501',
    ],
    [
      '收件人: 欧阳小华\n手机: 13900139000\n地址: 四川省成都市武侯区天府大道北段 1700 号\n公司: 成都海棠科技有限公司',
      'name 欧阳小华, phone 13900139000, company 成都海棠科技有限公司, address 四川省成都市武侯区天府大道北段 1700 号',
    ],
    [
      '姓名：陳小美　電話：+886 912 345 678　地址：台北市大安區忠孝東路四段 100 號',
      'name 陳小美, phone +886 912 345 678, address 台北市大安區忠孝東路四段 100 號',
    ],
    [
      'Name: John Smith Phone: +852 9123 4567 Address: 12 Example Road, Kowloon, Hong Kong',
      'name John Smith, phone +852 9123 4567, address 12 Example Road, Kowloon, Hong Kong',
    ],
  ])('says behind labels what it is: %s', (text, said) => expect(read(text)).toBe(said));

  it.each<[string, string]>([
    ['李明，13800138000，广东省深圳市南山区科技园路1号A座301', 'name 李明, phone 13800138000, address 广东省深圳市南山区科技园路1号A座301'],
    [
      '广东省 深圳市 南山区 科技园路1号 3栋1202 李明 13800138000',
      'name 李明, phone 13800138000, address 广东省 深圳市 南山区 科技园路1号 3栋1202',
    ],
    [
      '陈先生 158 0000 1111 长沙市岳麓区麓谷企业广场 B2 栋 1204',
      'name 陈先生, phone 158 0000 1111, address 长沙市岳麓区麓谷企业广场 B2栋 1204',
    ],
    ['15012345678，北京市朝阳区望京 SOHO T1-1206，王大锤', 'name 王大锤, phone 15012345678, address 北京市朝阳区望京 SOHO T1-1206'],
    [
      '长沙市岳麓区麓谷路 1 号 2 单元 1203 房 阿坤收 13800138000',
      'name 阿坤, phone 13800138000, address 长沙市岳麓区麓谷路 1号 2单元 1203房',
    ],
    ['电话13800138000 李女士收', 'name 李女士, phone 13800138000'],
    ['香港九龍旺角彌敦道 610 號荷李活商業中心 1201 室', 'address 香港九龍旺角彌敦道 610號荷李活商業中心 1201室'],
    ['杭州启明医药有限公司 张经理 0571-88880000', 'name 张经理, phone 0571-88880000, company 杭州启明医药有限公司'],
    ['我的邮箱是 li.ming@example.com 微信号 liming_88', 'email li.ming@example.com, wechat liming_88'],
    ['请加我微信 wxid_abc123，电话 021-61234567 转 8001', 'phone 021-61234567 转 8001, wechat wxid_abc123'],
    ['开票：北京安信诚科技股份有限公司 税号 91110108MA01ABCD2X', 'company 北京安信诚科技股份有限公司'],
    [
      'Please ship to 88 Jianguo Road, Chaoyang District, Beijing, +86 139 1111 2222',
      'phone +86 139 1111 2222, address 88 Jianguo Road, Chaoyang District, Beijing',
    ],
  ])('is read by its looks where nothing is labelled: %s', (text, said) => expect(read(text)).toBe(said));

  it.each<[string, string]>([
    ['浙江省杭州市西湖区文三路1号 310012 王芳', 'name 王芳, address 浙江省杭州市西湖区文三路1号, postcode 310012'],
    ['王芳 浙江省杭州市西湖区文三路1号310012', 'name 王芳, address 浙江省杭州市西湖区文三路1号, postcode 310012'],
    ['310012 浙江省杭州市西湖区文三路1号 王芳', 'name 王芳, address 浙江省杭州市西湖区文三路1号, postcode 310012'],
    ['地址：杭州市西湖区文三路1号(310012)\n收件人：王芳', 'name 王芳, address 杭州市西湖区文三路1号, postcode 310012'],
    ['收货人：王芳 地址：杭州市西湖区文三路1号 邮编：310012', 'name 王芳, address 杭州市西湖区文三路1号, postcode 310012'],
    ['王芳，杭州市西湖区文三路1号，邮编310012', 'name 王芳, address 杭州市西湖区文三路1号, postcode 310012'],
    ['姓名：陳小美\n106臺北市大安區忠孝東路四段100號', 'name 陳小美, address 臺北市大安區忠孝東路四段100號, postcode 106'],
    ['地址：台北市大安區忠孝東路四段100號 郵遞區號：106-45', 'address 台北市大安區忠孝東路四段100號, postcode 106-45'],
    ['杭州市西湖区文三路1号3栋120301室 王芳', 'name 王芳, address 杭州市西湖区文三路1号3栋120301室'],
  ])('keeps the postcode apart from the street: %s', (text, said) => expect(read(text)).toBe(said));

  it.each<[string, string]>([
    ['王芳 电话 0571-88880000 传真 0571-88880001', 'name 王芳, phone 0571-88880000, fax 0571-88880001'],
    ['电话：0571-88880000\n傳真：0571-88880001\nFAX: 0571-88880002', 'phone 0571-88880000, fax 0571-88880001, fax 0571-88880002'],
    ['Tel: 0571-88880000 Fax No. 0571-88880001', 'phone 0571-88880000, fax 0571-88880001'],
    ['0571-88880000，0571-88880001（传真）', 'phone 0571-88880000, fax 0571-88880001'],
    ['电话/传真：0571-88880000', 'phone 0571-88880000'],
  ])('has a fax number that nobody answers: %s', (text, said) => expect(read(text)).toBe(said));

  it.each<[string, string]>([
    ['王芳[8123] 18412345678转8123 杭州市文三路1号[8123]', 'name 王芳[8123], phone 18412345678转8123, address 杭州市文三路1号[8123]'],
    ['王芳-138xxxx尾号1234 杭州市西湖区文三路1号', 'name 王芳-138xxxx尾号1234, address 杭州市西湖区文三路1号'],
    ['王芳-138****1234 杭州市西湖区文三路1号', 'name 王芳-138****1234, address 杭州市西湖区文三路1号'],
    ['王芳(尾号1234) 13800138000', 'name 王芳(尾号1234), phone 13800138000'],
    ['王芳2 13800138000', 'name 王芳2, phone 13800138000'],
  ])('keeps the number in a name where it is: %s', (text, said) => expect(read(text)).toBe(said));

  it.each([
    '你好，麻烦发到公司，谢谢',
    '明天下午三点在人民广场地铁站见',
    '这个多少钱？',
    '王总说可以',
    '我们公司楼下有个路口',
    '',
    '   ',
    '2026-11-30 18:00',
  ])('that speaks of none of it says nothing: %s', (text) => expect(read(text)).toBe(''));

  it('takes words of thanks and of parcels for nobody’s name', () =>
    expect(['多谢老板 13800138000', '13800138000 包邮吗', '顺丰 13800138000', '货到了 高兴 13800138000'].map(read)).toEqual(
      Array.from({ length: 4 }, () => 'phone 13800138000'),
    ));

  it('is looked through as far as its limit, in no time', () => {
    const long = `${'省市区路号 '.repeat(5_000)}13800138000`;
    expect(read(long)).not.toContain('13800138000');
    for (const { text } of piecesOf(long)) expect(text.length).toBeLessThanOrEqual(LONGEST_EXCERPT);
  });

  it('says a thing once', () =>
    expect(read('13800138000 或 13800138000 a@example.com a@example.com')).toBe('phone 13800138000, email a@example.com'));
});

function read(text: string): string {
  return piecesOf(text)
    .map(({ kind, text: said }) => `${kind} ${said}`)
    .join(', ');
}
