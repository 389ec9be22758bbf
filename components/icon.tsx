/** Our own small line icons on a 16 x 16 grid, drawn in the colour of the text beside them. */
const PATHS = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM14 14l-3.4-3.4',
  settings: 'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.7v3.6M6 9.7v3.6',
  swap: 'M6.5 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c.3-2.4 2.2-4 5-4M9.5 10h5l-1.8-1.8M14.5 13h-5l1.8 1.8',
  again: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8L13.5 5.5M13.5 2.2v3.3h-3.3',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  warn: 'M8 2.2l6.2 11H1.8L8 2.2ZM8 6.5v3M8 11.4v.1',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.2l2.2 1.4',
  device: 'M3.5 3h9v7h-9zM1.5 12.8h13',
  offline: 'M2 2l12 12M5 11.5a4.2 4.2 0 0 1 5.8-.2M2.6 7.6a8 8 0 0 1 3.2-2M9.2 5.2a8 8 0 0 1 4.2 2.4M8 13.6v.1',
  chat: 'M2 3.5h12v8H7.5L4.5 14v-2.5H2z',
  group:
    'M5.5 8a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM1.5 13c.2-2 1.7-3.2 4-3.2s3.8 1.2 4 3.2M10.5 8a2 2 0 1 0-.6-3.9M11.6 9.9c1.8.2 2.8 1.3 3 3.1',
  panel: 'M2 3h12v10H2zM9.5 3v10',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14c.4-2.8 2.5-4.4 5.5-4.4s5.1 1.6 5.5 4.4',
  plug: 'M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2.5',
  book: 'M3 2.5h8.5a1 1 0 0 1 1 1v10H4.5A1.5 1.5 0 0 1 3 12zM3 12a1.5 1.5 0 0 1 1.5-1.5h8',
  file: 'M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2',
  edit: 'M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z',
  shield: 'M8 1.8l5 1.8v4c0 3.2-2 5.3-5 6.6-3-1.3-5-3.4-5-6.6v-4z',
  phone: 'M5 1.8h6v12.4H5zM7.4 12.2h1.2',
  more: 'M3 8a.4.4 0 1 0 .8 0a.4.4 0 1 0-.8 0M7.6 8a.4.4 0 1 0 .8 0a.4.4 0 1 0-.8 0M12.2 8a.4.4 0 1 0 .8 0a.4.4 0 1 0-.8 0',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" aria-hidden="true" focusable="false" class="shrink-0">
      <path d={PATHS[name]} stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
