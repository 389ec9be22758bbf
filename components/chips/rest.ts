/** Says how many tags are not shown by name, with those for which there was no room; whoever rests on it sees their names. */
export function countRest(rest: HTMLElement, cut: HTMLElement[]): void {
  const { count, names } = rest.dataset;
  const all = Number(count) + cut.length;
  rest.hidden = all === 0;
  rest.textContent = `+${all}`;
  rest.title = [...cut.map(({ title }) => title), names].filter(Boolean).join(', ');
}
