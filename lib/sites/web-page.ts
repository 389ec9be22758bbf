/**
 * Whether a document may be a chat page. The hosts of chat pages serve pictures, downloads and data as documents of their own, too, and at times
 * an error page in place of the page.
 */
export function isWebPage(page: Document): boolean {
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return /^(?:text\/html|application\/xhtml\+xml)$/.test(page.contentType) && (load?.responseStatus ?? 0) < 400;
}
