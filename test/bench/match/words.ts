/** The parts of invented names; not taken from any customer data. `traditional` maps simplified to traditional. */
export const surnames =
  '李张王刘陈黄杨赵周吴林徐孙胡朱何郭马高罗郑梁谢宋唐许邓冯曹彭沈叶卢贾丁薛魏蔡余戴姜范石姚谭廖邹熊陆郝崔邱尹洪汪任方柯牛乔屈纪翁'.split(
    '',
  );
export const rare = ['欧阳', '皇甫', '司徒', '尉迟', '令狐', '闾', '冼', '亓', '芈'];
export const given =
  '伟芳秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红志建国庆春梅琳倩雯婷雪莹颖佳嘉欣怡梦瑶思雅宁晓冬阳鹏飞翔宇浩然泽轩睿辰子涵博文俊凯旭东升健康荣贵福生根水木金山海波清源远航成功立德仁义礼智信'.split(
    '',
  );
export const pairs = [
  '建国',
  '志强',
  '秀英',
  '桂兰',
  '子轩',
  '雨欣',
  '梓涵',
  '一诺',
  '俊杰',
  '晓燕',
  '海燕',
  '文静',
  '丽华',
  '国强',
  '金凤',
];
export const alike = [
  '伟玮维',
  '静婧靖',
  '丽莉立',
  '洋阳扬',
  '军俊君',
  '燕艳雁',
  '佳嘉家',
  '华桦骅',
  '宇雨语',
  '婷亭庭',
  '杰洁捷',
  '文雯纹',
  '英瑛樱',
  '辉晖徽',
];
export const traditional = new Map(
  [...'張張陳陈黃黄楊杨趙赵吳吴劉刘鄭郑馮冯許许鄧邓蕭萧國国華华麗丽靜静偉伟軍军東东飛飞蘭兰紅红慶庆鳳凤傑杰濤涛穎颖夢梦雲云'].reduce<
    [string, string][]
  >((all, sign, at, signs) => (at % 2 ? [...all, [sign, signs[at - 1] ?? '']] : all), []),
);
export const romanized = new Map(
  Object.entries({
    李: 'Li',
    张: 'Zhang',
    王: 'Wang',
    刘: 'Liu',
    陈: 'Chen',
    杨: 'Yang',
    吴: 'Wu',
    林: 'Lin',
    马: 'Ma',
    高: 'Gao',
    伟: 'Wei',
    芳: 'Fang',
    敏: 'Min',
    静: 'Jing',
    丽: 'Li',
    强: 'Qiang',
    军: 'Jun',
    洋: 'Yang',
    杰: 'Jie',
    涛: 'Tao',
    明: 'Ming',
    平: 'Ping',
    宇: 'Yu',
    浩: 'Hao',
    欣: 'Xin',
    梅: 'Mei',
  }),
);
export const brandSigns = '联创锐捷鸿盛腾跃卓越鑫磐石蓝图青禾百川通达佰利禾木森源朗润微光星河御景'.split('');
export const trades = [
  '模具',
  '印刷',
  '家纺',
  '灯饰',
  '五金',
  '软件',
  '农业',
  '旅游',
  '装饰',
  '珠宝',
  '食品',
  '化工',
  '仪器',
  '包装',
  '跨境电商',
];
export const forms = ['有限公司', '有限责任公司', '集团', '厂', '', '（中国）有限公司', '商行', '工作室'];
export const cities = ['义乌', '临沂', '绵阳', '洛阳', '桂林', '银川', '赣州', '汕头', '湛江', '邯郸', '唐山', '襄阳', '遵义', '芜湖'];
export const states = ['询价', '打样', '样品已寄', '付定金', '复购', '流失', '广交会', '抖音来的', 'B类', '月结', '介绍'];
export const titles = ['总', '主任', '厂长', '姐', '哥', '校长', '博士', '医生', '总监', '董', '队长'];
export const calls = [
  '向日葵',
  '南风',
  '听雨轩',
  '简单',
  '小确幸',
  '码农',
  '逆流而上',
  'Sunny',
  'Leo',
  'mango',
  '一杯清茶',
  '追梦人',
  '老李头',
  '嘟嘟',
  '星辰大海',
  'Z先生',
  '可乐加冰',
  '明天会更好',
  '小鹿',
  '北岛',
];
export const pictures = ['🌻', '🍊', '🎈', '✨', '🐶', '🌊', '❤️', '🚀'];
export const gaps = [' ', '-', '·', '_', '|', '/', '', '，'];
