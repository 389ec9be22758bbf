import type { Field } from '../../lib/model/customer';
import type { Intent } from '../../lib/model/edit';
import type { Translate } from '../../locales/translate';

/** What a change does, in a few words. */
export function changeText(change: Intent, t: Translate, field: Field | null = null): string {
  switch (change.kind) {
    case 'remark':
      return change.text ? t('outbox.remark', { text: change.text }) : t('outbox.remarkCleared');
    case 'add-tag':
    case 'remove-tag':
      return t(`outbox.${change.kind}`, { name: change.tag.name });
    case 'personal-name':
      return t('outbox.personal-name', { text: change.text });
    case 'field':
      return t('outbox.field', { name: field?.label ?? change.field });
    case 'details':
      return t('outbox.details');
    case 'follow-up':
      return t('outbox.follow-up', { text: change.followUp.text });
  }
}
