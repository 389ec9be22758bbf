import data from './data/sex.json' with { type: 'json' };

const women = new Set(data.women);
const men = new Set(data.men);

const forWomen = new Set(data.forWomen.split(' '));
const forMen = new Set(data.forMen.split(' '));

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

const courteous = new Set(['先生', '小姐', '女士', '太太']);

/** Whether such a title, which nobody uses loosely as 哥 and 姐, is for the other sex than the given name speaks for. */
export function isOfOtherSex(title: string, given: string): boolean {
  return courteous.has(title) && !fitsSex(title, given);
}
