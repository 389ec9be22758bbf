// Characters that given names of women, or of men, are mostly made of. General knowledge; those that both bear are left out.
const female =
  '娜芳娟婷秀丽娇燕霞玲红梅兰英艳莉萍琴珍芬凤桂香翠莲菊婉妍娥婵娴媛婕妮娅姗姝妤妙嫣嫦婧倩淑惠雅慧洁静雪琳瑶琪琼瑾璐珊珠莎莹莺菲萱薇蕾蓉蓓芝芸茜荷菱菁蔓艺馨怡梦欣颖彤悦诗涵雯霏露黛黎凝美花爱巧卉叶璇玫环贞淇沁钗妹姣姬嫚月银彩倩柔佩紫桃芹苹娣妞囡咏蕊蓝';
const male =
  '伟强军勇刚磊超杰涛斌波鹏辉浩峰龙飞亮健毅坤雄彪彬钢豪威武胜虎栋梁根柱山川海洋江河钧铁锋钊铭振建国民生福贵富良才德仁义礼信忠诚诚勤俭宏弘洪鸿宽广达昌盛兴旺发荣光明亮昊晟旭东冬阳宇轩辰泽翰博文斌武功成志立树林森松柏俊帅捷震雷霆旺财寿岩峻嵩凯翔腾骏骁驰承启耀祖宗世开元亨利权奎魁炎焱烨炳伦伯仲霖泰安邦政治';

const women = new Set(female);
const men = new Set(male);

const forWomen = new Set('姐|妹|姨|婶|嫂|大姐|小妹|阿姨|小姐|小姐姐|女士|太太|夫人|老板娘|妈妈|妈|姑|奶奶|大妈|大嫂|姐姐|妹妹'.split('|'));
const forMen = new Set('哥|弟|叔|伯|爷|大哥|小哥|小弟|先生|爸爸|爸|大叔|叔叔|伯伯|爷爷|大爷|公子|哥哥|弟弟'.split('|'));

/** What a given name says of the sex: by the characters that mostly one sex bears, the last one counting most; null where it says nothing. */
export function sexOf(given: string): 'female' | 'male' | null {
  const signs = [...given];
  const sum = signs.reduce(
    (total, sign, at) => total + (at === signs.length - 1 ? 2 : 1) * (Number(women.has(sign)) - Number(men.has(sign))),
    0,
  );
  return sum > 0 ? 'female' : sum < 0 ? 'male' : null;
}

/** Whether one may call a bearer of this given name so; titles for both, and names that say nothing, always fit. */
export function fitsSex(title: string, given: string): boolean {
  const sex = sexOf(given);
  return sex === 'female' ? !forMen.has(title) : sex === 'male' ? !forWomen.has(title) : true;
}
