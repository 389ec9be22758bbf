/**
 * Texts with a meaning for a program: a browser, a template engine, a spreadsheet, an object. Any of them that is executed sets `ran` in its
 * page or requests the host `evil.example`.
 */
export const CORPUS: string[] = [
  '<script>globalThis.ran=1</script>',
  '<img src=x onerror="globalThis.ran=1">',
  '"><svg onload=globalThis.ran=1>',
  `'"--></style></script></textarea></title><img src=x onerror=globalThis.ran=1>`,
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<input autofocus onfocus=globalThis.ran=1>',
  '<details open ontoggle=globalThis.ran=1>',
  '<math><mtext><table><mglyph><style><img src=x onerror=globalThis.ran=1>',
  '<style>*{background:url(https://evil.example/style)}</style>',
  '<link rel=stylesheet href=https://evil.example/sheet>',
  '<a href="javascript:globalThis.ran=1" autofocus>open</a>',
  'javascript:globalThis.ran=1//',
  'data:text/html,<script>globalThis.ran=1</script>',
  `{{constructor.constructor('globalThis.ran=1')()}}`,
  `{{$on.constructor('globalThis.ran=1')()}}`,
  '${globalThis.ran=1}',
  '`;globalThis.ran=1;`',
  `');globalThis.ran=1;//`,
  '&lt;img src=x onerror=globalThis.ran=1&gt;',
  '\u003cimg src=x onerror=globalThis.ran=1\u003e',
  '\u202e\u2066<img src=x onerror=globalThis.ran=1>\u2069',
  '=HYPERLINK("https://evil.example/cell","open")',
  '+cmd|"/C calc"!A0',
  '-cmd|"/C calc"!A0',
  '@SUM(1+9)*cmd|"/C calc"!A0',
  '__proto__',
  'constructor',
  '{"__proto__":{"ran":1}}',
];
