import { Placeholder } from '../placeholder';

const WIDTHS = ['62%', '38%', '30%', '46%', '40%'];

/** Holds the place of a customer while looking up, in the heights of what will come. */
export function CardSkeleton() {
  return (
    <Placeholder>
      <div class="grid gap-1 border-t border-line px-3 py-2.5">
        {WIDTHS.map((width) => (
          <div key={width} class="flex h-6 items-center gap-3">
            <span class="skeleton h-3 w-12" />
            <span class="skeleton h-3" style={{ width }} />
          </div>
        ))}
      </div>
      <div class="border-t border-line px-3 py-2.5">
        <span class="skeleton mb-2.5 block h-3 w-10" />
        <span class="flex gap-1.5">
          <span class="skeleton h-6 w-16" />
          <span class="skeleton h-6 w-12" />
          <span class="skeleton h-6 w-20" />
        </span>
      </div>
      <div class="grid gap-2 border-t border-line px-3 py-2.5">
        <span class="skeleton h-3 w-10" />
        <span class="skeleton h-3 w-[86%]" />
        <span class="skeleton h-3 w-[54%]" />
      </div>
    </Placeholder>
  );
}
