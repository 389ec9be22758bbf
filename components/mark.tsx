/** Kebian's sign (the same as public/icon/icon.svg): a chat, and the customer's card beside it. */
export function Mark({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 128 128" aria-hidden="true" focusable="false" class="shrink-0">
      <rect width="128" height="128" rx="28" class="fill-accent" />
      <path
        class="fill-accent-ink"
        d="M34 28h28a6 6 0 0 1 6 6v48a6 6 0 0 1-6 6H50L34 102a3 3 0 0 1-5-2V87a11 11 0 0 1-7-10V40a12 12 0 0 1 12-12z"
      />
      <path class="fill-accent-ink opacity-60" d="M78 28h16a12 12 0 0 1 12 12v36a12 12 0 0 1-12 12H78z" />
    </svg>
  );
}
