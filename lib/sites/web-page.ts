/**
 * Whether a document can be a chat page. The hosts of chat pages also serve pictures, downloads and data as documents, and sometimes an error
 * page instead of the page.
 */
export function isWebPage(page: Document): boolean {
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return /^(?:text\/html|application\/xhtml\+xml)$/.test(page.contentType) && (load?.responseStatus ?? 0) < 400;
}
