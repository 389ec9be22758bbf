/** Kebian's sign: a chat, and beside it the card of the customer. */
export function Mark({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 128 128" aria-hidden="true" focusable="false" class="shrink-0">
      <rect width="128" height="128" rx="28" class="fill-accent" />
      <path
        class="fill-accent-ink"
        d="M24 36a10 10 0 0 1 10-10h26a6 6 0 0 1 6 6v52a6 6 0 0 1-6 6H46L32 102a3 3 0 0 1-5-2V90a10 10 0 0 1-3-8z"
        opacity="0.95"
      />
      <path class="fill-accent-ink" d="M76 26h18a10 10 0 0 1 10 10v46a8 8 0 0 1-8 8H76z" opacity="0.6" />
    </svg>
  );
}
