import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clone } from './support/clones';
import { until } from './support/until';

const root = join(import.meta.dirname, '..');

describe('the first installation', () => {
  /** A clone in which the tool is a folder, and npm takes nothing from elsewhere. */
  function withTool(name: string): string {
    const place = clone(name, false);
    const tool = { name: 'tool', version: '1.0.0' };
    mkdirSync(join(place, 'tool'));
    writeFileSync(join(place, 'tool/package.json'), JSON.stringify(tool));
    const root = { name: 'kebian', version: '1.0.0', devDependencies: { tool: 'file:tool' } };
    const packages = { '': root, 'node_modules/tool': { resolved: 'tool', link: true }, tool: { version: '1.0.0', dev: true } };
    writeFileSync(
      join(place, 'package.json'),
      JSON.stringify({ ...root, scripts: { start: 'node scripts/prepare.cjs --no-browser --start --then --print 1+1' } }),
    );
    writeFileSync(join(place, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, packages }));
    return place;
  }

  /** A command called npm that notes that it was run, with its process, and waits until it may end. */
  function slowNpm(place: string): Record<string, string> {
    const bin = join(place, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho $$ >> ran\nwhile [ ! -e go ]; do sleep 0.1; done\nmkdir -p node_modules\n`);
    chmodSync(join(bin, 'npm'), 0o755);
    return { ...process.env, PATH: `${bin}:${process.env.PATH}` } as Record<string, string>;
  }

  const prepare = (place: string, env: Record<string, string>) =>
    spawn(process.execPath, ['scripts/prepare.cjs', '--no-browser', '--start'], { cwd: place, env, stdio: 'ignore' });
  const ranIn = (place: string) => (existsSync(join(place, 'ran')) ? readFileSync(join(place, 'ran'), 'utf8').trim().split('\n') : []);
  const runs = (id: number) => {
    try {
      return process.kill(id, 0);
    } catch {
      return false;
    }
  };

  it('brings the tools and prepares, whatever npm is set to for other projects', () => {
    const place = withTool('settings-of-npm');
    const settings = join(place, 'settings');
    writeFileSync(settings, 'ignore-scripts=true\nomit=dev\n');
    const env = { ...process.env, npm_config_userconfig: settings, NODE_ENV: 'production' };
    // A variable counts more than the project's own settings.
    for (const more of [{}, { npm_config_ignore_scripts: 'true', npm_config_omit: 'dev' }]) {
      rmSync(join(place, 'node_modules'), { recursive: true, force: true });
      const started = spawnSync('npm', ['start'], {
        cwd: place,
        env: { ...env, ...more },
        encoding: 'utf8',
        shell: process.platform === 'win32',
      });
      expect({ status: started.status, said: started.stderr }).toEqual({ status: 0, said: '' });
      expect(started.stdout.trim().split('\n').at(-1)).toBe('2');
      expect(existsSync(join(place, 'node_modules/tool'))).toBe(true);
    }
  });

  it('is begun by the commands themselves: npm leaves out what it would run before them where it is told so', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => name.startsWith('pre') && name.slice(3) in scripts)).toEqual([]);
    for (const name of ['start', 'test', 'check', 'build', 'zip', 'pack', 'dev', 'relay'])
      expect(scripts[name]).toMatch(/^node scripts\/prepare\.cjs /);
  });

  it('ends with the command that has begun it', async () => {
    const place = clone('ended', false);
    const command = prepare(place, slowNpm(place));
    const [npm] = await until('npm has not begun', async () => ranIn(place).length > 0 && ranIn(place));
    command.kill('SIGTERM');
    await until('npm goes on alone', async () => !runs(Number(npm)));
  });

  it('is waited for by a second command, which then has nothing to install', async () => {
    const place = clone('twice', false);
    const env = slowNpm(place);
    const first = prepare(place, env);
    await until('npm has not begun', async () => ranIn(place).length > 0 && existsSync(join(place, '.output/installing')));
    const second = spawn(process.execPath, ['scripts/prepare.cjs', '--no-browser', '--start'], { cwd: place, env });
    const ends = Promise.all([first, second].map((one) => once(one, 'exit')));
    await once(second.stdout, 'data');
    writeFileSync(join(place, 'go'), '');
    expect((await ends).map(([status]) => status as number)).toEqual([0, 0]);
    expect(ranIn(place)).toHaveLength(1);
  });
});
