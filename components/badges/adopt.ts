let shared: CSSStyleSheet | null = null;

/** Gives a shadow root the styles; there may be many such roots, so they share one sheet where the browser lets a page's guest do so. */
export function adopt(root: ShadowRoot, css: string): void {
  try {
    shared ??= sheetOf(css);
    root.adoptedStyleSheets = [shared];
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
