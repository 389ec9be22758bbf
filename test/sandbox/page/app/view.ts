/** The text of one of the document's templates (`<script type="text/ng-template" id=…>`). */
export function view(id: string): string {
  const template = document.getElementById(id);
  if (!template) throw new Error(`The document has no template ${id}`);
  return template.textContent;
}
