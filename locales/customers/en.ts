import type { CustomersCatalogue } from './translate';

/** English of the page of all customers. */
export const en: CustomersCatalogue = {
  name: 'Kebian',
  'nav.label': 'Views',

  'all.title': 'All customers',
  'all.none': 'No customers yet',

  'import.title': 'Import and export',

  'duplicates.title': 'Duplicates',

  'backup.title': 'Backup',

  'replies.title': 'Quick replies',

  'schema.title': 'Fields and tags',
};
