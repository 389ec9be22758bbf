// General knowledge, most frequent first; what a team's own customers are called is learned from the Directory and outweighs it.
const common =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧殷詹申关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆农司古吉卓车简连缪项麦褚娄窦戚岑党宫景费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芦都普阙浦戈伏鹿薄邸雍辜阿乌母裘亓修邰赫杭况那宿鲜印隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利于居揭干但尉斯元束檀衣信展阴昝智幸奉植衡富尧闭由';
const compound =
  '欧阳上官司马诸葛司徒东方独孤南宫慕容夏侯皇甫尉迟公孙令狐长孙宇文轩辕端木百里呼延东郭南门羊舌微生梁丘左丘西门第五公冶公羊公西公良仲孙申屠濮阳淳于单于太叔钟离闾丘司空司寇子车颛孙巫马漆雕乐正壤驷拓跋赫连澹台宗政万俟闻人完颜纳兰鲜于叶赫那拉爱新觉罗宰父亓官谷梁毌丘夹谷段干句龙仉督东门南郭中行哥舒仆固达奚贺兰贺若钮祜子桑即墨屈突长鱼巴公丘穆左人';

const ranks = new Map([...common].map((surname, at) => [surname, at + 1]));
const twoSigned = new Set(compound.match(/../gu));

/** Every known surname of one character. */
export function singleSurnames(): Iterable<string> {
  return ranks.keys();
}

/** The surname that a Chinese name begins with: two characters where they are a known compound surname, otherwise one. */
export function surnameOf(name: string): string {
  const [first = '', second = '', third] = name;
  return third !== undefined && twoSigned.has(first + second) ? first + second : first;
}

/** Whether it is a known surname of two characters. */
export function isCompound(text: string): boolean {
  return twoSigned.has(text);
}

/** The share of people who bear this surname, roughly, from how such lists fall off; 0.000002 for what is none. */
export function surnameShare(surname: string): number {
  const rank = ranks.get(surname);
  if (rank !== undefined) return 0.22 / (rank + 2.2) / (1 + rank / 400);
  return twoSigned.has(surname) ? 0.0001 : 0.000002;
}
