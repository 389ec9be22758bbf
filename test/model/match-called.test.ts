import { describe, expect, it } from 'vitest';
import { match } from '../../lib/model/match/match';
import { among, person } from './invented-people';

const me = 'me';
const people = [
  person('huang', '黃詠詩', { nickname: 'Vinci', company: '匯豐保險', owner: me }),
  person('lee', '李家明', { nickname: 'Kelvin Lee', owner: me }),
  person('wu', '吴莉莉', { nickname: 'Lily Wu', company: '东莞长安五金', owner: me }),
  person('ruan', '阮文雄', { nickname: 'Nguyen Van Hung', owner: me }),
  person('tan', '陈伟良', { remark: 'Tan Wee Leong', owner: me }),
  person('chen', '陈俊荣', { remark: '陈俊荣 陈美娟老公', owner: me }),
  person('zhang', '张敏', { remark: '张敏 女', owner: me }),
  person('other', '张敏', { remark: '张敏 采购', owner: me }),
  person('kim', '金珉秀', { remark: '김민수 부산', owner: me }),
  person('lin', '林志恒', { remark: '林记茶行 林老板', owner: me }),
];
const index = among(...people);

function said(shown: string): string {
  const { decision, candidates } = match(shown, index, { me });
  return `${decision} ${candidates[0]?.id ?? ''}`;
}

describe('what people call themselves in letters', () => {
  it.each([
    ['Lee Kelvin', 'lee'],
    ['Kelvin', 'lee'],
    ['Nguyễn Văn Hùng', 'ruan'],
    ['Wee Leong Tan', 'tan'],
    ['Lily (东莞)', 'wu'],
    ['长安五金 Lily', 'wu'],
    ['Lily 吴', 'wu'],
    ['黃小姐 Vinci', 'huang'],
    ['Wong Wing Sze Vinci', 'huang'],
    ['Vinci Wong', 'huang'],
  ])('is found turned round, in part, with marks or beside a surname, and is never sure: %s', (shown, id) => {
    expect(said(shown)).toMatch(new RegExp(`^(likely|several) ${id}$`));
  });
});

describe('words of the remark', () => {
  it('say who it is with other signs between them, and in part', () => {
    expect(said('张敏（女）')).toBe('sure zhang');
    expect(said('陈美娟老公')).toBe('likely chen');
    expect(said('林老闆')).toMatch(/ lin$/);
    expect(said('김민수')).toBe('likely kim');
  });
});
