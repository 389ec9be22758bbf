/**
 * Removes the elements behind chips whose width changes and inserts them again in the same order: the browser counts no layout shift for
 * an element that was just inserted. A button that has the focus or is pressed stays.
 */
export function reinsert(row: Element): void {
  const line = row.querySelector('.line');
  if (line) putLast(line, '.rest,.remark');
  if (!row.querySelector('.open:is(:focus,:active)')) putLast(row, '.open');
}

function putLast(parent: Element, selector: string): void {
  const parts = parent.querySelectorAll(selector);
  // Appending what is the last already would leave it there.
  for (const part of parts) part.remove();
  parent.append(...parts);
}
