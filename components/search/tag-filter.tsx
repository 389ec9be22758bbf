import { sameTag, withoutTag, type Tag } from '../../lib/model/tag';
import { IconButton } from '../button';
import { Select } from '../select';
import { useTexts } from '../texts';

interface TagFilterProps {
  tags: Tag[];
  chosen: Tag[];
  onChosen: (chosen: Tag[]) => void;
}

/** Tags, one of which a customer must have. */
export function TagFilter({ tags, chosen, onChosen }: TagFilterProps) {
  const { t } = useTexts();
  const left = tags.filter((tag) => !chosen.some((other) => sameTag(other, tag)));
  const keyOf = (tag: Tag) => tag.id || tag.name;
  return (
    <div class="grid grid-cols-1 gap-1.5">
      <Select
        label={t('filters.tag')}
        options={[['', t('filters.any')], ...left.map((tag) => [keyOf(tag), tag.name] as const)]}
        value=""
        onValue={(key) => onChosen([...chosen, ...left.filter((tag) => keyOf(tag) === key)])}
      />
      {chosen.length > 0 && (
        <ul aria-label={t('filters.tag')} class="flex flex-wrap gap-1.5">
          {chosen.map((tag) => (
            <li key={keyOf(tag)} class="inline-flex max-w-full items-center rounded-s bg-accent-soft pl-1.5 text-sm text-accent-deep">
              <bdi class="truncate">{tag.name}</bdi>
              <IconButton
                small
                icon="close"
                label={t('filters.removeTag', { name: tag.name })}
                onClick={() => onChosen(withoutTag(chosen, tag))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
