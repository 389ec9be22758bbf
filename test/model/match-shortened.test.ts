import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { among, person } from './invented-people';

const signs = [...'海涛雪梅军辉波莉斌燕'];
const crowd = Array.from({ length: 700 }, (_, at) =>
  person(`p${at}`, `${[...'王李张刘陈杨赵'][at % 7]}${signs[at % 10]}${signs[Math.floor(at / 70)]}`, { owner: `u${at % 10}` }),
);
const mine = { owner: 'me' };
const index = among(
  ...crowd,
  ...Array.from({ length: 60 }, (_, at) => person(`m${at}`, `丁${signs[at % 10]}${signs[Math.floor(at / 10)]}`, mine)),
  person('shen', '沈溪桐', { ...mine, phones: ['13800005678'], nickname: 'Lily' }),
  person('wei', '魏生', mine),
  person('ou', '欧阳若琳', { ...mine, company: '启明医药有限公司' }),
  person('qiao', '乔一帆', { ...mine, company: '青禾包装有限公司', phones: ['13900001111'] }),
  person('cui', '崔超磊', { ...mine, remark: '崔总' }),
  person('yu', '郁文静', mine),
  person('wu', '邬建平', { ...mine, company: '海城市第一人民医院', tags: ['骨科'] }),
  person('xian', '冼兆麟', { ...mine, company: '观塘五金行' }),
  person('luo', '骆美兰', { ...mine, company: '丽人美容院' }),
  person('tian', '田中太郎', mine),
  person('gao', '高桥健一', mine),
  person('xie', '解德明', { ...mine, remark: '御景湾8-2-301解德明' }),
  person('kuang', '邝美仪', mine),
  person('qu', '屈玉栀', mine),
  person('zhu', '祝南乔', { ...mine, remark: '祝总' }),
  person('fan', '樊秋禾', { ...mine, nickname: '知秋' }),
  person('colleague', '陆知遥', { owner: 'u1' }),
);

function shown(text: string): string {
  const { decision, candidates } = match(text, index, { me: 'me' });
  return `${decision} ${candidates[0]?.id ?? ''}`.trim();
}

describe('a name that is shortened', () => {
  it.each([
    '溪桐',
    '溪桐姐',
    '溪桐老师',
    '小沈',
    '老沈',
    '沈局',
    '沈队',
    '沈生',
    'Miss沈',
    'Miss 沈',
    '沈Sir',
    'Lily沈',
    '沈Lily',
    '沈XT',
    '沈xt',
    '沈xitong',
    'Shen溪桐',
    '启明小欧阳',
  ])('%s is a question or a list with who is meant first, never certain', (text) => {
    expect(shown(text)).toMatch(text.includes('欧阳') ? /^(?:likely|several) ou$/ : /^(?:likely|several) shen$/);
  });

  it.each([
    ['文静', 'yu'],
    ['玉栀', 'qu'],
    ['玉栀姐', 'qu'],
  ])('%s is a given name that begins with a surname', (text, id) => {
    expect(shown(text)).toBe(`likely ${id}`);
  });

  it.each([
    ['骨科邬主任', 'wu'],
    ['邬主任 市一院', 'wu'],
    ['老邬（骨科）', 'wu'],
    ['海城市第一人民医院 老邬', 'wu'],
    ['冼生(觀塘)', 'xian'],
    ['观塘五金行-冼生', 'xian'],
    ['丽人美容院 小骆', 'luo'],
    ['启明医药 欧阳', 'ou'],
    ['欧阳（启明）', 'ou'],
    ['田中さん', 'tian'],
    ['高橋様', 'gao'],
    ['御景湾8-2-301', 'xie'],
  ])('%s is a surname beside the company, its short form or a word of the record', (text, id) => {
    expect(shown(text)).toBe(`likely ${id}`);
  });

  it.each(['兰姐-丽人美容院', '丽人美容院 美兰', '阿兰（丽人）'])('%s is what friends call somebody, beside the company', (text) => {
    expect(shown(text)).toBe('likely luo');
  });

  it.each(['内科邬主任', '邬主任 二院', '老邬（包装）', '冼生(旺角)', '邝先生', '御景湾8-2-302', '一叶知秋', '兰姐-佳人美容院'])(
    '%s is not claimed where the record says something else',
    (text) => {
      expect(shown(text)).not.toMatch(/^(?:sure|likely)/);
    },
  );

  it('is not read as a colleague’s customer', () => {
    for (const text of ['知遥', '小陆', '陆ZY']) expect(shown(text)).not.toMatch(/^(?:sure|likely)/);
  });

  it.each(['魏生', '老魏', '魏太'])('%s may be Mr or Mrs as well as a name: never certain', (text) => {
    expect(shown(text)).not.toMatch(/^sure/);
  });

  it.each(['崔总', '祝总'])('%s is not certain where it is the whole remark: another of that surname is called so as well', (text) => {
    expect(shown(text)).toMatch(/^(?:likely|several) (?:cui|zhu)$/);
  });

  it.each(['✨🎈 崔总', '🌸崔总', '「崔总」', '崔·总', 'A崔总', '01 崔总'])(
    '%s is not certain where the remark is 崔总: the team did not write this',
    (text) => {
      expect(shown(text)).toMatch(/^(?:likely|several) cui$/);
    },
  );
});

describe('beside a full name', () => {
  it.each(['沈溪桐(沈总)', '沈总 沈溪桐', '沈溪桐 Shen Xitong', '沈溪桐xitong', '小沈 沈溪桐', '沈溪桐小号', '沈溪桐 工作号'])(
    '%s says nothing that a stranger of that name would not write: at most a question but for usual words',
    (text) => {
      expect(shown(text)).toMatch(/^(?:sure|likely) shen$/);
    },
  );

  it.each(['乔一帆/青禾包装/财务', '乔一帆|青禾包装|前台', '青禾包装-乔一帆-客服'])(
    '%s is a card: what is done at work is the bearer’s',
    (text) => {
      expect(shown(text)).toMatch(/^(?:sure|likely) qiao$/);
    },
  );

  it.each(['乔一帆 财务', '乔一帆的助理', '乔一帆前台'])('%s is about somebody else', (text) => {
    expect(shown(text)).not.toMatch(/^(?:sure|likely)/);
  });
});

describe('a part of a number', () => {
  it.each(['沈溪桐 尾号5678', '沈溪桐尾号：5678', '沈溪桐 138****5678', '沈溪桐138xxxx5678'])(
    '%s that is the customer’s speaks for them',
    (text) => {
      expect(shown(text)).toBe('sure shen');
    },
  );

  it.each(['沈溪桐 尾号1234', '沈溪桐 138****9999', '沈溪桐 159****5678'])('%s that none of theirs ends with leaves a question', (text) => {
    expect(shown(text)).not.toMatch(/^sure/);
  });

  it('finds one of many by surname and title', () => {
    expect(shown('沈姐尾号5678')).toBe('likely shen');
    expect(shown('乔总1111')).toBe('likely qiao');
  });
});

describe('a company that sounds like somebody', () => {
  it.each(['深圳乔一凡软件', '青禾乔易帆软件'])('%s puts nobody forward', (text) => {
    expect(shown(text)).not.toMatch(/^(?:sure|likely)/);
  });
});
