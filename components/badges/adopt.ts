let shared: CSSStyleSheet | null = null;

/** Adds the styles to a shadow root; there may be many of them, so they share one sheet if the browser allows that to a content script. */
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
