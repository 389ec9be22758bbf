import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findRedis } from '../../scripts/find-browser.mjs';

/** Servers of a test's own, with nothing on the disk. */
export interface RedisServers {
  addresses: string[];
  /** Everything that lies in them, as they would write it on the disk. */
  dump(): string;
  empty(): void;
  /**
   * Ends a master without a word and starts it again: at once where it is alone, with what it has on its disk; of a cluster when a replica has taken
   * its place.
   */
  killMaster(): Promise<void>;
  stop(): Promise<void>;
}

export const hasRedis = findRedis() !== null;

/** Starts one Redis, or a cluster of as many masters and replicas; resolves when it takes commands. */
export async function startRedis({ masters = 1, replicas = 0, more = [] as string[] } = {}): Promise<RedisServers> {
  const server = findRedis()!;
  const cli = join(dirname(server), server.endsWith('valkey-server') ? 'valkey-cli' : 'redis-cli');
  const folder = mkdtempSync(join(tmpdir(), 'kebian-redis-'));
  const ports = await freePorts(masters + replicas);
  const cluster = (port: number) => (masters > 1 ? ['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`] : []);
  const start = (port: number) => {
    const own = join(folder, String(port));
    mkdirSync(own, { recursive: true });
    const given = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      own,
      ...cluster(port),
      ...more,
    ];
    return spawn(server, given, { stdio: 'ignore' });
  };
  const children = new Map(ports.map((port) => [port, start(port)]));
  const ask = (port: number, ...command: string[]) => spawnSync(cli, ['-p', String(port), ...command], { encoding: 'utf8' }).stdout;
  for (const port of ports) while (!ask(port, 'PING').includes('PONG')) await delay(20);
  if (masters > 1) {
    const all = ports.map((port) => `127.0.0.1:${port}`);
    const copies = ['--cluster-replicas', String(Math.floor(replicas / masters))];
    spawnSync(cli, ['--cluster', 'create', ...all, ...copies, '--cluster-yes'], { stdio: 'ignore' });
    for (const port of ports) while (!ask(port, 'CLUSTER', 'INFO').includes('cluster_state:ok')) await delay(20);
  }
  const stop = async () => {
    await Promise.all([...children.values()].map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  const isMaster = (port: number) => ask(port, 'ROLE').startsWith('master');
  const answers = (port: number) => ask(port, 'PING').includes('PONG');
  const killMaster = async () => {
    // Each has a replica that has all of it.
    while (masters > 1 && ports.filter((port) => ask(port, 'INFO', 'replication').includes('master_link_status:up')).length < replicas)
      await delay(50);
    const alive = ports.filter(isMaster);
    const port = alive[Math.floor(Math.random() * alive.length)]!;
    await ended(children.get(port)!);
    while (masters > 1 && ports.filter((one) => one !== port && isMaster(one)).length < masters) await delay(50);
    children.set(port, start(port));
    while (!answers(port)) await delay(20);
  };
  const contents = (port: number) => {
    const keys = ask(port, '--raw', 'KEYS', '*').split('\n').filter(Boolean);
    return keys.map((key) => `${key}\n${ask(port, '--raw', 'DUMP', key)}${ask(port, '--raw', 'GET', key)}`).join('\n');
  };
  return {
    addresses: ports.map((port) => `redis://127.0.0.1:${port}`),
    dump: () => ports.map(contents).join('\n'),
    empty: () => ports.forEach((port) => ask(port, 'FLUSHALL')),
    killMaster,
    stop,
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A cluster speaks over a second port, 10,000 above the first one. */
async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = 20_000 + Math.floor(Math.random() * 25_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
