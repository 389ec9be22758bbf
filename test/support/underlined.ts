// These run in a chat page, so none of them can call another.

/** The numbers that are underlined, in the order of the page. */
export function underlined(): string[] {
  return [...(CSS.highlights.get('kebian-phone') ?? [])]
    .map((range) => range as Range)
    .filter((range) => !range.collapsed && range.startContainer.isConnected)
    .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b))
    .map(String);
}

/** Scrolls to the last one with this text. */
export function scrollToNumber(number: string): void {
  const range = [...CSS.highlights.get('kebian-phone')!].map((one) => one as Range).findLast((one) => String(one) === number)!;
  range.startContainer.parentElement!.scrollIntoView({ block: 'center' });
}

/** The middle of the last one with this text on screen. */
export function placeOfNumber(number: string): { x: number; y: number } {
  const range = [...CSS.highlights.get('kebian-phone')!].map((one) => one as Range).findLast((one) => String(one) === number)!;
  const { x, y, width, height } = range.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}
