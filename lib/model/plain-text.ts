/** A text in the form in which texts are compared: one kind of line end and no blanks around, because CRMs may store these differently. */
export function plainText(text: string | null | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}
