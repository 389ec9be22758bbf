import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../../../lib/providers/provider.ts';
import { chance } from '../../sandbox/crm/chance.ts';
import { figure, median, unmeasured, type Figure } from '../figure.ts';
import { NAMES, SECONDS } from './given.ts';
import { finding, timed, zipf } from './loads.ts';
import { freePort } from '../../support/free-port.ts';
import { ended } from '../../support/process.ts';
import type { BenchCrm, BenchCrms } from './sandbox.ts';
import { direct } from './stage.ts';

/** What a team would put before its CRM without a relay: nginx with `limit_req` and `proxy_cache`, and the secrets in every browser. */
export async function nginx(crms: BenchCrms): Promise<Figure[]> {
  const program = findNginx();
  if (!program) return [unmeasured('nginx', 'calls', '', 'no nginx was found, and none could be fetched from Debian')];
  return [...(await limiting(program, crms.crm('lixiao'))), ...(await caching(program, crms.crm('tanma')))];
}

/** Ten in ten seconds is one a second to nginx, with a burst; what is beyond it waits, in nginx. */
async function limiting(program: string, crm: BenchCrm): Promise<Figure[]> {
  await crm.fault(null);
  await crm.rateLimit(true);
  const server = await startNginx(program, crm, 'limit_req zone=company burst=10 nodelay; limit_req_status 429;');
  await delay(10_000);
  await crm.clearRequests();
  const begun = Date.now();
  const ends = begun + SECONDS * 1000;
  let next = 0;
  const asking = async (connection: Connection) => {
    while (Date.now() < ends) await finding(connection, NAMES[next++ % NAMES.length]!).catch(() => delay(100));
  };
  const browsers = Array.from({ length: 6 }, () => direct(crm, server.url));
  await Promise.race([Promise.all(browsers.map(asking)), delay(SECONDS * 1000)]);
  const seen = (await crm.requests()).filter(({ at }) => at < ends);
  await server.stop();
  const times = seen.map(({ at }) => at);
  const over = times.filter((time, place) => place >= 10 && time - times[place - 10]! < 10_000).length;
  const used = times.length / (SECONDS || 1);
  const said = `${times.length} calls in ${SECONDS} s of 6 browsers, limit_req one a second with a burst of ten; ${seen.filter(({ status }) => status === 429).length} were refused by the CRM`;
  return [
    figure('nginx.quota.over', 'calls', '0', over, [], `calls that were the eleventh within ten seconds; ${said}`),
    figure('nginx.quota.used', 'share', '>= 0.95', used, [], said),
  ];
}

/** The same questions as of the relay, kept for as long, by their bodies: what a call is signed with differs each time. */
async function caching(program: string, crm: BenchCrm): Promise<Figure[]> {
  await crm.fault(null);
  const cache =
    'proxy_cache answers; proxy_cache_methods GET POST; proxy_cache_key "$request_uri $request_body"; proxy_cache_valid 200 30s; proxy_cache_lock on; proxy_ignore_headers Cache-Control Expires Set-Cookie;';
  const server = await startNginx(program, crm, cache);
  const over = direct(crm, server.url);
  const straight = direct(crm);
  await finding(straight, NAMES[0]!);
  await crm.clearRequests();
  for (const name of NAMES.slice(0, 20)) await finding(straight, name);
  const ofOne = (await crm.requests()).length / 20;
  await crm.clearRequests();
  const questions = Math.round((500 * 60 * 10 * SECONDS) / 3_600);
  const random = chance(7);
  let failed = 0;
  const all = [];
  const begun = performance.now();
  for (let asked = 0; asked < questions; asked++) {
    all.push(finding(over, NAMES[zipf(random(), NAMES.length)]!).catch(() => failed++));
    await delay(Math.max(0, begun + ((asked + 1) * SECONDS * 1000) / questions - performance.now()));
  }
  await Promise.all(all);
  const made = (await crm.requests()).length;
  const share = made / (questions * ofOne);
  await crm.fault({ kind: 'latency', ms: 150 });
  const [through, plain]: [number[], number[]] = [[], []];
  for (let place = 0; place < 40; place++) {
    plain.push(...(await timed(1, () => finding(straight, `${NAMES[place]!}${place}`))));
    through.push(...(await timed(1, () => finding(over, `${NAMES[place]!}${place}`))));
  }
  await crm.fault(null);
  await server.stop();
  return [
    figure(
      'nginx.calls.saved',
      'share',
      '<= 0.1',
      share,
      [],
      `${made} calls for ${questions} questions, the same as of the relay, kept 30 s by their bodies; ${failed} failed`,
    ),
    figure(
      'nginx.overhead.asked.p50',
      'x',
      '<= 1.05',
      median(through) / median(plain),
      [],
      `${median(through).toFixed(1)} over ${median(plain).toFixed(1)} ms, 40 samples by turns, the CRM answers after 150 ms`,
    ),
  ];
}

async function startNginx(program: string, crm: BenchCrm, rules: string): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'kebian-bench-nginx-'));
  const port = await freePort();
  const { origin, pathname } = new URL(crm.url);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ');
  mkdirSync(join(folder, 'logs'));
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; ${process.getuid?.() === 0 ? 'user root; ' : ''}pid ${folder}/pid; error_log stderr crit; worker_processes 2;
events { worker_connections 1024; }
http {
  access_log off; keepalive_timeout 60; client_body_buffer_size 1m;
  ${places}
  limit_req_zone $server_name zone=company:1m rate=1r/s;
  proxy_cache_path ${folder}/cache keys_zone=answers:10m;
  upstream crm { server ${new URL(origin).host}; keepalive 16; }
  server {
    listen 127.0.0.1:${port};
    location / { ${rules} proxy_pass http://crm; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host ${new URL(origin).host}; }
  }
}
`,
  );
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(url).catch(() => null))) {
    if (child.exitCode !== null) throw new Error(`nginx has ended: ${said}`);
    await delay(50);
  }
  return {
    url: url + (pathname === '/' ? '' : pathname),
    stop: async () => {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** On the PATH, or fetched from Debian into a folder, which needs no rights. */
function findNginx(): string | null {
  const known = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'].map((folder) => join(folder, 'nginx'));
  const folder = join(tmpdir(), 'kebian-bench-nginx-program');
  const fetched = join(folder, 'usr/sbin/nginx');
  const there = [...known, fetched].find((path) => existsSync(path));
  if (there) return there;
  mkdirSync(folder, { recursive: true });
  spawnSync('apt-get', ['download', 'nginx'], { cwd: folder, stdio: 'ignore' });
  for (const file of globSync('nginx_*.deb', { cwd: folder })) spawnSync('dpkg', ['-x', file, '.'], { cwd: folder, stdio: 'ignore' });
  return existsSync(fetched) ? fetched : null;
}
