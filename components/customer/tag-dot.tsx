import type { TagLook } from './tag-look';

/** The colour of a tag as a dot; the name is shown beside it. */
export function TagDot({ look }: { look: TagLook }) {
  if (look.style) return <span class="block size-2 shrink-0 rounded-full bg-(--tag-colour) forced-color-adjust-none" style={look.style} />;
  return (
    <span class={`grid size-2 shrink-0 bg-transparent! forced-color-adjust-none ${look.class}`}>
      <span class="rounded-full bg-current" />
    </span>
  );
}
