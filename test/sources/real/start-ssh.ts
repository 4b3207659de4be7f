import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { tempFolder } from '../../git/temp-repository.ts';
import { freePort, whenListening } from './ports.ts';

/** An sshd of this machine that lets one key in. */
export interface SshServer {
  readonly port: number;
  /** Who logs in. */
  readonly user: string;
  /** Absolute path of the private key. */
  readonly key: string;
  /** Of the host, as a file of known hosts has it: the kind and the key. */
  readonly hostKey: string;
  readonly close: () => void;
}

/** @see https://man.openbsd.org/sshd_config */
export async function startSsh(): Promise<SshServer> {
  const folder = tempFolder();
  const at = (name: string) => join(folder, name);
  for (const name of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  }
  writeFileSync(at('authorized'), readFileSync(at('user.pub')));
  const port = await freePort();
  writeFileSync(
    at('config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('authorized')}`,
      `PidFile ${at('pid')}`,
      'StrictModes no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      '',
    ].join('\n'),
  );
  // It starts itself anew for each connection, which only works by a whole path.
  const child = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('config')], { stdio: 'ignore' });
  await whenListening(port, child);
  const [kind = '', key = ''] = readFileSync(at('host.pub'), 'utf8').split(' ');
  return {
    port,
    user: userInfo().username,
    key: at('user'),
    hostKey: `${kind} ${key.trim()}`,
    close: () => child.kill('SIGKILL'),
  };
}
