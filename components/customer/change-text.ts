import type { Field } from '../../lib/model/customer';
import type { Change, Intent } from '../../lib/model/edit';
import type { Translate } from '../../locales/translate';
import type { Texts } from '../texts';
import { fieldText } from './field-value';

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

/** The value that a change sets, as a person reads it; '' for none. */
export function valueText(change: Change, field: Field | null, texts: Texts): string {
  switch (change.kind) {
    case 'remark':
    case 'personal-name':
      return change.text;
    case 'add-tag':
    case 'remove-tag':
      return change.tag.name;
    case 'field':
      return field ? fieldText({ ...field, value: change.value }, texts) : [change.value ?? ''].flat().join(' ');
    case 'details':
      return detailsText(change.details);
  }
}

/** The name of the value that a change is about. */
export function thingText(change: Change, field: Field | null, t: Translate): string {
  switch (change.kind) {
    case 'remark':
      return t('remark.title');
    case 'personal-name':
      return t('facts.nickname');
    case 'add-tag':
    case 'remove-tag':
      return t('tags.title');
    case 'field':
      return field?.isStage ? t('facts.stage') : (field?.label ?? change.field);
    case 'details':
      return t('conflict.details');
  }
}

function detailsText({ name, company, phones }: Extract<Change, { kind: 'details' }>['details']): string {
  return [name, company, phones?.join(', ')].filter(Boolean).join('\n');
}
