import preact from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** The gallery's own page: `vite test/gallery`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact(), tailwindcss()],
  build: { outDir: '../../.output/gallery-page', emptyOutDir: true, target: 'esnext' },
});
