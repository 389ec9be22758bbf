/** Characters with their first reading as a surname. */
export const ofOne =
  '曾zeng单shan解xie仇qiu查zha区ou朴piao盖ge乐yue员yun翟zhai覃qin缪miao召shao折she种chong秘bi繁po葛ge华hua车che冼xian洗xian褚chu尉wei万wan俞yu那na宓fu黑he晟cheng' +
  '长chang任ren纪ji应ying宁ning令ling曲qu牟mou郇xun谌chen阚kan句gou过guo藏zang都du宿su盛sheng柏bai伯bo薄bo卜bu佴nai哈ha郄qie郗xi颉xie贲ben费fei贾jia艾ai冯feng缴jiao' +
  '石shi沈shen能nai重chong会gui强qiang啜chuai少shao相xiang叶ye落luo合he干gan台tai尧yao蒙meng弹tan撒sa适kuo逄pang莘shen隗wei祭zhai燕yan厍she召shao教jiao行xing南nan' +
  '粘nian尹yin降jiang臧zang贠yun妫gui郦li逯lu禚zhuo訾zi昝zan呙guo庹tuo缑gou笪da乜nie幺yao郏jia酆feng仉zhang仝tong亓qi厉li佟tong钭tou镡tan褟ta芈mi羿yi圈juan隽juan';

/** Surnames of two characters whose reading does not follow from the characters. */
export const ofTwo =
  '尉迟yu chi万俟mo qi长孙zhang sun单于chan yu澹台tan tai乐正yue zheng子车zi ju夹谷jia gu拓跋tuo ba中行zhong hang仆固pu gu令狐ling hu鲜于xian yu宰父zai fu亓官qi guan' +
  '尉犁yu li吐谷tu yu冒顿mo du宿勤su qin贺若he ruo达奚da xi叶赫ye he那拉na la觉罗jue luo钮祜niu hu毌丘guan qiu颛孙zhuan sun皇甫huang fu濮阳pu yang轩辕xuan yuan诸葛zhu ge';

/** Readings that a character only has in one word, and that people type for it. */
export const ofPlaces =
  '番pan六lu会kuai铅yan乐lao涡guo大dai蚌beng洞tong浚xun阿e堡bu荥xing莘xin歙she犍qian郫pi盱xu眙yi栖qi筠jun红gong稽qi龟qiu吐tu谷yu郗chi晟sheng';

/** Readings in names that the table lacks. */
export const ofNames = '么yao〇ling𠮷ji㐱zhen㐂xi嗯en欸ei';
