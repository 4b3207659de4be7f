import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tempFolder } from '../../git/temp-repository.ts';
import { freePort, whenListening } from './ports.ts';

/** The registry of the CNCF, for one name and password. */
export interface DockerRegistry {
  readonly port: number;
  readonly login: { readonly name: string; readonly password: string };
  /**
   * Pushes as Helm and Flux do.
   *
   * @param path absolute: a folder, or the archive of a chart
   * @returns the digest of the manifest, or where it stands
   */
  readonly push: (kind: 'artifact' | 'chart', reference: string, path: string) => string;
  readonly close: () => void;
}

/** @see https://distribution.github.io/distribution/about/configuration/ */
export async function startDockerRegistry(): Promise<DockerRegistry> {
  const folder = tempFolder();
  const port = await freePort();
  const login = { name: 'robot', password: 'canary-of-the-registry' };
  const passwords = execFileSync('htpasswd', ['-nbB', login.name, login.password]);
  writeFileSync(join(folder, 'htpasswd'), passwords);
  const config = {
    version: 0.1,
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
    auth: { htpasswd: { realm: 'a registry', path: join(folder, 'htpasswd') } },
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  await whenListening(port, child);
  const program = pushProgram();
  return {
    port,
    login,
    push: (kind, reference, path) =>
      execFileSync(program, [kind, `localhost:${port}/${reference}`, path, login.name, login.password], {
        encoding: 'utf8',
      }).trim(),
    close: () => child.kill('SIGKILL'),
  };
}

/** Takes Go, and its packages once. */
function pushProgram(): string {
  const program = resolve('build', 'push');
  mkdirSync('build', { recursive: true });
  execFileSync('go', ['build', '-o', program, '.'], {
    cwd: join('scripts', 'sources', 'push'),
    env: { ...process.env, GOTOOLCHAIN: 'go1.27.3' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return program;
}
