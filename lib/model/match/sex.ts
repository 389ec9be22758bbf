import data from './data/sex.json' with { type: 'json' };

const women = new Set(data.women);
const men = new Set(data.men);

const forWomen = new Set(data.forWomen.split(' '));
const forMen = new Set(data.forMen.split(' '));

/** The sex that a given name suggests, by characters that mostly one sex has, above all the last one; null where there is no hint. */
export function sexOf(given: string): 'female' | 'male' | null {
  const signs = [...given];
  const sum = signs.reduce(
    (total, sign, at) => total + (at === signs.length - 1 ? 2 : 1) * (Number(women.has(sign)) - Number(men.has(sign))),
    0,
  );
  return sum > 0 ? 'female' : sum < 0 ? 'male' : null;
}

/**
 * Whether a bearer of this given name may have this title; titles for both sexes always fit, and so does every title where the name gives no
 * hint.
 */
export function fitsSex(title: string, given: string): boolean {
  const sex = sexOf(given);
  return sex === 'female' ? !forMen.has(title) : sex === 'male' ? !forWomen.has(title) : true;
}

const courteous = new Set(['先生', '小姐', '女士', '太太']);

/** Whether the title, unlike 哥 and 姐 always used literally, is for the other sex than the given name suggests. */
export function isOfOtherSex(title: string, given: string): boolean {
  return courteous.has(title) && !fitsSex(title, given);
}
