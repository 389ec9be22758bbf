/**
 * Takes out what stands behind chips that become longer or shorter, and puts it in again where it stands: what is put in anew has not moved,
 * otherwise the browser would count it as shifted in the page's layout. Whoever is about to press a button keeps it.
 */
export function putAnew(row: Element): void {
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
