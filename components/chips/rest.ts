/** Shows the number of tags that are not shown by name, including those that do not fit; the title lists their names. */
export function countRest(rest: HTMLElement, cut: HTMLElement[]): void {
  const { count, names } = rest.dataset;
  const all = Number(count) + cut.length;
  rest.hidden = all === 0;
  rest.textContent = `+${all}`;
  rest.title = [...cut.map(({ title }) => title), names].filter(Boolean).join(', ');
}
