import { describe, expect, it } from 'vitest';
import { peopleIn } from '../../lib/model/excerpt-people';

describe('the people in a part of a chat', () => {
  const WANG_AND_LI = [
    'name 王芳, phone 13800138000, address 浙江省杭州市西湖区文三路1号',
    'name 李雷, phone 13900139000, address 上海市浦东新区世纪大道2号',
  ];

  it.each([
    '王芳 13800138000 浙江省杭州市西湖区文三路1号\n李雷 13900139000 上海市浦东新区世纪大道2号',
    '王芳 13800138000 浙江省杭州市西湖区文三路1号 李雷 13900139000 上海市浦东新区世纪大道2号',
    '浙江省杭州市西湖区文三路1号 王芳 13800138000 上海市浦东新区世纪大道2号 李雷 13900139000',
    '王芳，13800138000，浙江省杭州市西湖区文三路1号；李雷，13900139000，上海市浦东新区世纪大道2号',
    '收货人：王芳\n手机：13800138000\n地址：浙江省杭州市西湖区文三路1号\n\n收货人：李雷\n手机：13900139000\n地址：上海市浦东新区世纪大道2号',
    '收货人：王芳 手机：13800138000 地址：浙江省杭州市西湖区文三路1号 收货人：李雷 手机：13900139000 地址：上海市浦东新区世纪大道2号',
    '王芳\n13800138000\n浙江省杭州市西湖区文三路1号\n\n李雷\n13900139000\n上海市浦东新区世纪大道2号',
    '1. 王芳 13800138000 浙江省杭州市西湖区文三路1号\n2. 李雷 13900139000 上海市浦东新区世纪大道2号',
  ])('are two, each with what is theirs: %j', (text) => expect(read(text)).toEqual(WANG_AND_LI));

  it('are three, without addresses, with a name that no list has, and with the number of an order', () => {
    expect(read('王芳 13800138000\n李雷 13900139000\n张伟 13700137000')).toHaveLength(3);
    expect(read('阿坤 13800138000 杭州市文三路1号\n王芳[8123] 13900139000 杭州市文三路2号')).toEqual([
      'name 阿坤, phone 13800138000, address 杭州市文三路1号',
      'name 王芳[8123], phone 13900139000, address 杭州市文三路2号',
    ]);
  });

  it.each([
    '王芳 13800138000 浙江省杭州市西湖区文三路1号',
    '王芳 13800138000 13900139000 浙江省杭州市西湖区文三路1号',
    '王芳\n手机 13800138000\n座机 0571-88880000\n浙江省杭州市西湖区文三路1号',
    '收货人：王芳\n手机：13800138000\n备用电话：13900139000\n地址：浙江省杭州市西湖区文三路1号',
    '王芳 13800138000 家：浙江省杭州市西湖区文三路1号\n王芳 13800138000 公司：浙江省杭州市西湖区文三路2号',
    '杭州启明医药有限公司 王芳 0571-88880000\n传真：0571-88880001\n杭州市文三路1号',
    '明天下午三点见',
    '',
  ])('are one, or nobody is seen: %j', (text) => expect(peopleIn(text, 'CN')).toHaveLength(1));
});

function read(text: string): string[] {
  return peopleIn(text, 'CN').map(({ pieces }) => pieces.map(({ kind, text: said }) => `${kind} ${said}`).join(', '));
}
