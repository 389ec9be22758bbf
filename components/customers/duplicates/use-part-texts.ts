import { maskPhone, spacedPhone } from '../../customer/mask';
import { fieldText } from '../../customer/field-value';
import { useTexts } from '../../texts';
import type { PartTexts } from './merge-parts';

/** The labels of a customer's parts, and the texts of their values. */
export function usePartTexts(maskPhones: boolean): PartTexts {
  const texts = useTexts();
  const { t } = texts;
  return {
    label: (part) => t(`csv.${part}`),
    phones: ({ phones }) => phones.map(({ number }) => (maskPhones ? maskPhone(number) : spacedPhone(number))).join(' · '),
    value: (field) => fieldText(field, texts),
  };
}
