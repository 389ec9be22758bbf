import type { CustomersCatalogue } from './translate';

/** English of the page of all customers. */
export const en: CustomersCatalogue = {
  name: 'Kebian',
  'nav.label': 'Views',

  'all.title': 'All customers',
  'all.none': 'No customers yet',
  'all.connection': 'From',
  'all.search': 'Search',
  'all.any': 'Any',
  'all.filter.stage': 'Stage',
  'all.filter.noStage': '(no stage)',
  'all.filter.tag': 'Tag',
  'all.filter.noTag': '(no tag)',
  'all.filter.quiet': 'No contact',
  'all.filter.quietDays': 'For {count} days',
  'all.filter.updated': 'Updated',
  'all.filter.today': 'Today',
  'all.filter.updatedDays': 'In the last {count} days',
  'all.column.name': 'Name',
  'all.column.company': 'Company',
  'all.column.phone': 'Phone',
  'all.column.stage': 'Stage',
  'all.column.tags': 'Tags',
  'all.column.owner': 'Owner',
  'all.column.followUp': 'Last contact',
  'all.column.updated': 'Updated',
  'all.nameless': '(no name)',
  'all.choose': 'Choose {name}',
  'all.chooseAll': 'Choose all {count}',
  'all.count': { one: '{count} customer', other: '{count} customers' },
  'all.countOf': '{count} of {total}',
  'all.loading': 'Reading…',
  'all.limited': 'The CRM has more customers than are kept on this computer',
  'all.clear': 'Clear',
  'all.opened': 'Customer {name}',
  'all.close': 'Close',

  'import.title': 'Import and export',

  'duplicates.title': 'Duplicates',

  'backup.title': 'Backup',

  'replies.title': 'Quick replies',

  'schema.title': 'Fields and tags',
};
