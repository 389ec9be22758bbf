/** A text as it is compared: line ends are one sign, and blanks around it are gone, as CRMs may keep them in their own way. */
export function plainText(text: string | null | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}
