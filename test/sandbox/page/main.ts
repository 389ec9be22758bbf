import { startPage } from './start.ts';

const { url } = await startPage({ port: Number(process.env['PORT'] ?? 0) });
console.log(url);
