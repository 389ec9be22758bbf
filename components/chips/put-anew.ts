/**
 * Takes the buttons out and puts them in again where they stand: what is put in anew has not moved, otherwise the browser would count them as
 * shifted in the page's layout whenever the chips before them become longer or shorter. Whoever is about to press one keeps it.
 */
export function putAnew(row: Element): void {
  const buttons = row.querySelectorAll('.open');
  if (row.querySelector('.open:is(:focus,:active)')) return;
  // Appending what is the last already would leave it there.
  for (const button of buttons) button.remove();
  row.append(...buttons);
}
