import { devNull } from 'node:os';

/** Absolute paths of a private key, and of the keys of hosts. */
export interface SshKeys {
  readonly key: string;
  readonly knownHosts: string;
}

interface SshRemote {
  readonly url: URL;
  readonly ssh?: SshKeys | undefined;
  /** A port of this machine that leads to the host. */
  readonly relay?: number | undefined;
}

/**
 * How git is to start ssh: with one key and the keys of hosts that somebody has checked, without the configuration, keys and
 * agent of the user, and by a port of this machine instead of a name that ssh would resolve by itself.
 *
 * @returns a command for a shell
 * @see https://man.openbsd.org/ssh_config
 */
export function sshCommand({ url, ssh, relay }: SshRemote): string {
  if (ssh === undefined || relay === undefined) return 'false';
  const options = {
    HostName: '127.0.0.1',
    Port: String(relay),
    // Under this name the key of the host is looked for.
    HostKeyAlias: url.port === '' || url.port === '22' ? url.hostname : `[${url.hostname}]:${url.port}`,
    CheckHostIP: 'no',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: quoted(ssh.knownHosts),
    GlobalKnownHostsFile: devNull,
    VerifyHostKeyDNS: 'no',
    UpdateHostKeys: 'no',
    IdentityFile: quoted(ssh.key),
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    PreferredAuthentications: 'publickey',
    BatchMode: 'yes',
    CanonicalizeHostname: 'no',
    ProxyCommand: 'none',
    ProxyJump: 'none',
    ControlPath: 'none',
    ClearAllForwardings: 'yes',
    ForwardAgent: 'no',
    ForwardX11: 'no',
    PermitLocalCommand: 'no',
    Tunnel: 'no',
    ConnectTimeout: '20',
    ServerAliveInterval: '15',
    LogLevel: 'ERROR',
  };
  return ['ssh', '-F', 'none', ...Object.entries(options).map(([name, value]) => `-o${name}=${value}`)]
    .map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`)
    .join(' ');
}

/** ssh takes several files, and `%` for what it puts in. */
function quoted(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
